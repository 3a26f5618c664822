/**
 * The only maker of subject keys. A key exists in the vault first, then in the log, and only then seals: whatever is lost in
 * between, no sealed event can stand without its key, and no key can stand without the log knowing it.
 */
import type { CommandContext } from '../decider/command-context';
import type { EventStore } from '../event-store/event-store';
import type { Ids } from '../time-and-ids/ids';
import { subjectKeysIssued, keyringStream, type IssuedKey } from './keyring-facts';
import type { KeyCache } from './key-cache';
import { eventToAppend } from './sealed-event-codec';
import type { FoundKey, SubjectKeyStore } from './subject-key-store';
import { INSTALLATION, subjectName, type Scope, type Subject, type SubjectKey } from './subject';

export interface SubjectToKey extends Subject {
  /** The caller has just made the id up: its key is created without looking for one first. */
  readonly fresh?: boolean;
}

/** The key was sealed or destroyed: nothing may be written about this subject any more. */
export class SubjectKeyClosed extends Error {
  override readonly name = 'SubjectKeyClosed';

  constructor(
    readonly subject: string,
    readonly state: string,
  ) {
    super(`The key of ${subject} is ${state}: nothing can be sealed for it.`);
  }
}

const KEYS_PER_EVENT = 500;
const ACTIVATE_AFTER_MS = 100;

export class Keyring {
  private toActivate: string[] = [];
  private activation: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: SubjectKeyStore,
    private readonly events: EventStore,
    private readonly cache: KeyCache,
    private readonly ids: Ids,
  ) {}

  /**
   * Keys of all the subjects, by `subjectName`, ready to seal. Known keys cost nothing for a minute; others one vault read,
   * new ones one vault write and one event. Throws SubjectKeyClosed.
   */
  async ensure(scope: Scope, subjects: readonly SubjectToKey[], context: CommandContext): Promise<ReadonlyMap<string, SubjectKey>> {
    const keys = new Map<string, SubjectKey>();
    const missing = new Map<string, SubjectToKey>();
    for (const subject of subjects) {
      const name = subjectName(subject);
      const known = this.cache.toSeal(scope, name);
      if (known !== undefined) keys.set(name, known);
      else missing.set(name, subject);
    }
    const rest = [...missing.values()];
    for (let at = 0; at < rest.length; at += KEYS_PER_EVENT) {
      for (const key of await this.obtain(scope, rest.slice(at, at + KEYS_PER_EVENT), context)) keys.set(subjectName(key), key);
    }
    return keys;
  }

  /** A key that may seal, when it is in memory. */
  ready(scope: Scope, name: string): SubjectKey | undefined {
    return this.cache.toSeal(scope, name);
  }

  /** Writes down which keys the log knows; what is not written down is issued again by whoever meets it. */
  async close(): Promise<void> {
    if (this.activation !== null) clearTimeout(this.activation);
    await this.activateNow();
  }

  private async obtain(scope: Scope, subjects: readonly SubjectToKey[], context: CommandContext): Promise<readonly SubjectKey[]> {
    const found = await this.store.find(
      scope,
      subjects.filter((subject) => subject.fresh !== true),
    );
    const created = await this.store.create(
      scope,
      subjects.filter((subject) => !found.has(subjectName(subject))),
    );
    const made = new Set(created.map((key) => subjectName(key)));
    const raced = subjects.filter((subject) => !made.has(subjectName(subject)) && !found.has(subjectName(subject)));
    const known = [...found, ...(await this.store.find(scope, raced))];
    const pending = known.filter(([, key]) => key.state === 'pending').map((entry) => usable(entry));
    if (pending.length > 0) await this.store.settle(scope, pending);
    const issuing = [...created, ...pending];
    if (issuing.length > 0) await this.issue(scope, issuing, context);
    const all = [...issuing, ...known.filter(([, key]) => key.state !== 'pending').map((entry) => usable(entry))];
    for (const key of all) this.cache.add(scope, subjectName(key), key, true);
    return all;
  }

  private async issue(scope: Scope, keys: readonly SubjectKey[], context: CommandContext): Promise<void> {
    const issued = keys.map(({ role, subjectId, keyId, checkValue }): IssuedKey => ({ role, subjectId, keyId, checkValue }));
    const stream = keyringStream(scope);
    const cause: CommandContext = {
      ...context,
      workspaceId: scope === INSTALLATION ? null : scope,
      purpose: 'security',
      basis: 'legal-duty',
      source: 'system',
    };
    // The id is new each time: two events about different keys must never be taken for a repetition of each other.
    const event = eventToAppend(subjectKeysIssued(issued), { stream, revision: null, ordinal: 0 }, cause, () => undefined, this.ids.next());
    await this.events.append(stream, 'any', [event]);
    this.activateSoon(keys.map((key) => `${scope}/${subjectName(key)}`));
  }

  private activateSoon(ids: readonly string[]): void {
    this.toActivate.push(...ids);
    this.activation ??= setTimeout(() => void this.activateNow(), ACTIVATE_AFTER_MS).unref();
  }

  private async activateNow(): Promise<void> {
    this.activation = null;
    const ids = this.toActivate;
    this.toActivate = [];
    // A vault that is away leaves the keys pending, which is safe: they are issued again.
    if (ids.length > 0) await this.store.activate(ids).catch(() => undefined);
  }
}

function usable([name, found]: readonly [string, FoundKey]): SubjectKey {
  if (found.key === null || found.state === 'sealed' || found.state === 'destroyed') throw new SubjectKeyClosed(name, found.state);
  return found.key;
}
