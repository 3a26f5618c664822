import type { BrowserTokens, ClaimPairingRequest } from '../../../event-schemas/src/http/manage-workspace';
import type { Session } from '../platform/stores/schemas';
import type { WorkerPorts } from '../platform/worker-ports';
import { originOf } from './origin';
import { pairedSession } from './tokens';

export type PairingLink = { readonly kind: 'link'; readonly link: string } | { readonly kind: 'bad-origin' };
export type ClaimResult =
  { readonly kind: 'paired' } | { readonly kind: 'refused'; readonly detail: string } | { readonly kind: 'unreachable' | 'not-started' | 'wrong-code' };

type Unclaimed = Exclude<Session, { status: 'paired' }>;

/** The dashboard page where the person confirms. The same state until it is used, so that a second click does not void the code. */
export function startPairing(ports: WorkerPorts, address: string): Promise<PairingLink> {
  return ports.stores.change<PairingLink>(({ settings, session }) => {
    const origin = originOf(address);
    if (origin === null || session.status === 'paired') return { changes: {}, result: { kind: 'bad-origin' } };
    const state = origin === settings.origin && session.pairing !== null ? session.pairing.state : ports.newState();
    const link = `${origin}/browsers/pair#state=${state}`;
    return { changes: { settings: { ...settings, origin }, session: withPairing(session, { state, claim: null }) }, result: { kind: 'link', link } };
  });
}

/** Exchanges the code for tokens. A claim whose answer got lost is repeated under the same key. */
export async function claimPairing(ports: WorkerPorts, typed: string, browserName: string): Promise<ClaimResult> {
  const code = normalCode(typed);
  const claim = await ports.stores.change(({ settings, session }) => {
    if (session.status === 'paired' || session.pairing === null) return { changes: {}, result: null };
    const { state, claim: earlier } = session.pairing;
    const key = earlier?.code === code ? earlier.key : ports.newId();
    return {
      changes: { settings: { ...settings, browserName }, session: withPairing(session, { state, claim: { code, key } }) },
      result: { origin: settings.origin, state, key },
    };
  });
  if (claim === null) return { kind: 'not-started' };
  const body: ClaimPairingRequest = { state: claim.state, code, browserName, extensionVersion: ports.extensionVersion };
  const answer = await ports.post<BrowserTokens>(claim.origin, { path: '/pairings/claims', body, idempotencyKey: claim.key, accessToken: null });
  if (answer.kind === 'unreachable') return { kind: 'unreachable' };
  if (answer.kind === 'refused' && answer.problem.type.endsWith('pairing-code-wrong')) return { kind: 'wrong-code' };
  if (answer.kind === 'refused') return { kind: 'refused', detail: answer.problem.detail };
  return ports.stores.change(({ session }) => ({
    changes: session.status === 'paired' ? {} : { session: pairedSession(answer.body) },
    result: { kind: 'paired' },
  }));
}

/** Forgets the tokens of this browser. What waits in the queue stays, and is sent once the same workspace is paired again. */
export function forgetPairing(ports: WorkerPorts): Promise<void> {
  return ports.stores.change(() => ({ changes: { session: { schema: 1, status: 'unpaired', pairing: null } }, result: undefined }));
}

const withPairing = (session: Unclaimed, pairing: Unclaimed['pairing']): Session => ({ ...session, pairing });

/** As people type it: with or without the dash, in small letters, with spaces. */
export function normalCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/gu, '');
  return letters.length === 8 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters;
}
