/** Keys for readers. The log, never the vault alone, decides whether a key may be missing. */
import type { KeyringEvent } from '../../../../event-schemas/src/keyring/events';
import type { EventStore } from '../event-store/event-store';
import type { KeyCache } from './key-cache';
import { keyringFacts, keyringStream } from './keyring-facts';
import { recordedEvent, type BoxToOpen, type KeyOfSubject } from './sealed-event-codec';
import { subjectName, subjectOfName, type Scope, type Subject, type SubjectKey } from './subject';
import type { SubjectKeyStore } from './subject-key-store';

/** The vault lacks a key that the log does not call destroyed or sealed: reading on would lose data in silence. */
export class MissingKeyNotExplained extends Error {
  override readonly name = 'MissingKeyNotExplained';

  constructor(
    readonly scope: Scope,
    readonly subject: string,
    readonly keyId: string,
  ) {
    super(`Key ${keyId} of ${subject} is missing from the vault and the log does not say why: restore the vault, then go on.`);
  }
}

/** By scope and subject name. Not by one text of both: names come out of the boxes, and a text that is put together anew is hashed anew. */
type Keys = Map<Scope, Map<string, SubjectKey>>;

export class KeyDirectory {
  /** Without a cache for readers that meet most keys once. */
  constructor(
    private readonly store: SubjectKeyStore,
    private readonly events: EventStore,
    private readonly cache: KeyCache | null,
  ) {}

  /** Finds the keys of the boxes: one read of the vault per scope for those not met within the last minute. */
  async keysFor(boxes: readonly BoxToOpen[]): Promise<KeyOfSubject> {
    const keys: Keys = new Map();
    const missing = new Map<Scope, Map<string, string>>();
    for (const { box, place } of boxes) {
      const found = within(keys, place.scope);
      const known = found.get(box.s) ?? this.cache?.toOpen(place.scope, box.s);
      if (known?.keyId === box.k) found.set(box.s, known);
      else within(missing, place.scope).set(box.s, box.k);
    }
    await Promise.all([...missing].map(([scope, wanted]) => this.fetch(scope, wanted, within(keys, scope))));
    return (scope, name) => keys.get(scope)?.get(name);
  }

  /** For a destroyed or sealed key. */
  evict(scope: Scope, subject: Subject): void {
    this.cache?.evict(scope, subjectName(subject));
  }

  private async fetch(scope: Scope, wanted: ReadonlyMap<string, string>, keys: Map<string, SubjectKey>): Promise<void> {
    const found = await this.store.find(scope, [...wanted.keys()].map(subjectOfName));
    for (const [name, keyId] of wanted) {
      const record = found.get(name);
      if (record?.key?.keyId === keyId && record.state !== 'sealed') {
        keys.set(name, record.key);
        this.cache?.add(scope, name, record.key, record.state === 'active');
      } else {
        await this.explainAbsence(scope, name, keyId);
      }
    }
  }

  /** Returns when the log explains why the key is gone; its part is then absent. No such event exists yet, so it always throws. */
  private async explainAbsence(scope: Scope, name: string, keyId: string): Promise<void> {
    const stored = await this.events.readStream(keyringStream(scope));
    const facts = keyringFacts(stored.map((event) => recordedEvent<KeyringEvent>(event, {})));
    const fact = facts.get(keyId);
    if (fact === undefined || fact.state === 'issued') throw new MissingKeyNotExplained(scope, name, keyId);
  }
}

function within<V>(scopes: Map<Scope, Map<string, V>>, scope: Scope): Map<string, V> {
  const known = scopes.get(scope);
  if (known !== undefined) return known;
  const made = new Map<string, V>();
  scopes.set(scope, made);
  return made;
}
