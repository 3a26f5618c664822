/** Who asks for a passkey: WebAuthn ties it to a domain, and an address of numbers is none. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

const NUMBERS = /^(\[.*\]|\d{1,3}(\.\d{1,3}){3})$/;
const LOCALHOST = /^localhost(:\d{1,5})?$/;

/** Null where passkeys cannot work. On one machine `localhost` can, also when the printed address is 127.0.0.1. */
export function relyingPartyOf(origin: string, host: string | undefined): RelyingParty | null {
  const { hostname } = new URL(origin);
  if (!NUMBERS.test(hostname)) return { id: hostname, origin };
  const loopback = hostname === '127.0.0.1' || hostname === '[::1]';
  return loopback && host !== undefined && LOCALHOST.test(host) ? { id: 'localhost', origin: `http://${host}` } : null;
}
