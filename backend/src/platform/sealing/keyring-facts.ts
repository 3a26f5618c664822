/** What the log says about keys: the only judge of whether a key may be missing. */
import type { KeyringEvent, NewKeyringEvent } from '../../../../event-schemas/src/keyring/events';
import type { Recorded } from '../decider/decider';
import type { Scope } from './subject';

export type IssuedKey = NewKeyringEvent['clear']['keys'][number];

export const keyringStream = (scope: Scope): string => `keyring-${scope}`;

export const subjectKeysIssued = (keys: readonly IssuedKey[]): NewKeyringEvent => ({ type: 'SubjectKeysIssued', clear: { keys }, personal: {} });

export interface KeyFact {
  readonly checkValue: string;
  /** Sealing and destruction are not events yet: every known key is issued. */
  readonly state: 'issued' | 'sealed' | 'destroyed';
}

/** One key id with two check values: somebody put another key in its place. */
export class KeyContradictsLog extends Error {
  override readonly name = 'KeyContradictsLog';
}

/** By key id. An equal check value is a repetition and changes nothing. Throws KeyContradictsLog for a different one. */
export function keyringFacts(events: readonly Recorded<KeyringEvent>[]): ReadonlyMap<string, KeyFact> {
  const facts = new Map<string, KeyFact>();
  for (const event of events) {
    for (const { keyId, checkValue } of event.clear.keys) {
      const known = facts.get(keyId);
      if (known !== undefined && known.checkValue !== checkValue) {
        throw new KeyContradictsLog(`Key ${keyId} was issued twice with different check values; see ${event.stream} at revision ${String(event.revision)}.`);
      }
      facts.set(keyId, { checkValue, state: 'issued' });
    }
  }
  return facts;
}
