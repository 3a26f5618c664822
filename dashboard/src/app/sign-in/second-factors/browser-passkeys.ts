import { ApiFault } from '../../platform/api/api-fault';
import { messages } from '../../platform/messages/messages';

/** The JSON forms of the WebAuthn specification. */
type Options = Readonly<Record<string, unknown>>;
type PasskeyAnswer = Readonly<Record<string, unknown>>;

const NUMBERS = /^(\[.*\]|\d{1,3}(\.\d{1,3}){3})$/;
const t = messages.passkeys;

/** Why passkeys cannot work in this browser at this address, in a sentence; null when they can. */
export function passkeyObstacle(): string | null {
  if (NUMBERS.test(location.hostname)) return t.needDomain;
  const { PublicKeyCredential: known } = window as { PublicKeyCredential?: Partial<typeof PublicKeyCredential> };
  return known?.parseCreationOptionsFromJSON === undefined || known.parseRequestOptionsFromJSON === undefined ? t.unknownToBrowser : null;
}

/** Lets the browser make a passkey; the person decides in its dialog where it is kept. */
export const createPasskey = (options: Options): Promise<PasskeyAnswer> =>
  answerOf(() =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON) }),
  );

/** Lets the person choose one of the passkeys that the browser knows of. */
export const usePasskey = (options: Options): Promise<PasskeyAnswer> =>
  answerOf(() =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON) }),
  );

async function answerOf(ask: () => Promise<Credential | null>): Promise<PasskeyAnswer> {
  const obstacle = passkeyObstacle();
  if (obstacle !== null) throw told(obstacle);
  try {
    const credential = await ask();
    if (credential === null) throw told(t.failed);
    return (credential as PublicKeyCredential).toJSON() as PasskeyAnswer;
  } catch (fault) {
    throw fault instanceof DOMException ? told(sentenceOf(fault.name)) : fault;
  }
}

/** Browsers do not tell a closed dialog from one that nobody answered, so that pages learn nothing of the passkeys on the device. */
function sentenceOf(name: string): string {
  switch (name) {
    case 'NotAllowedError':
    case 'AbortError':
      return t.closed;
    case 'InvalidStateError':
      return t.onThisDevice;
    case 'SecurityError':
      return t.needDomain;
    default:
      return t.failed;
  }
}

// As a problem, so that forms say it where they say why the server did not take something.
const told = (detail: string): ApiFault => new ApiFault({ type: '/problems/no-passkey', title: t.title, status: 0, detail, instance: '/' });
