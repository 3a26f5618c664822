import { randomUUID } from 'node:crypto';
import type { KeyringEvent } from '../../../../event-schemas/src/keyring/events';
import { contextForTests } from '../testing/metadata';
import { startWriteSide, type WriteSide } from '../testing/write-side';
import { MissingKeyNotExplained } from './key-directory';
import { SubjectKeyClosed } from './keyring';
import { keyringFacts, keyringStream } from './keyring-facts';
import { eventToAppend } from './sealed-event-codec';
import { checkValueOf, subjectName, type Subject } from './subject';

let side: WriteSide;
beforeAll(() => {
  side = startWriteSide();
});
afterAll(() => side.close());

const leads = (count: number): Subject[] => Array.from({ length: count }, () => ({ role: 'lead', subjectId: randomUUID() }));
const issuedEvents = async (scope: string) => side.opener.open<KeyringEvent>(await side.events.readStream(keyringStream(scope)), 'clear');
const states = async (scope: string): Promise<unknown[]> =>
  (
    await side.vault
      .collection<{ _id: string; state: string }>('subject_keys')
      .find({ _id: { $gt: scope, $lt: `${scope}~` } })
      .toArray()
  ).map(({ state }) => state);
const until = async (condition: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + 5000;
  while (!(await condition())) if (Date.now() > end) throw new Error('The condition did not come true within five seconds.');
};

describe('the keyring', () => {
  it('makes a key per subject once, and the log knows it before it is given out', async () => {
    const scope = randomUUID();
    const subjects = leads(25);
    const keys = await side.keyring.ensure(scope, subjects, contextForTests());
    expect([...keys.keys()].sort()).toEqual(subjects.map(subjectName).sort());
    const events = await issuedEvents(scope);
    expect(events).toHaveLength(1);
    expect(events[0]?.metadata.workspaceId).toBe(scope);
    const facts = keyringFacts(events);
    for (const { keyId, key } of keys.values()) expect(facts.get(keyId)?.checkValue).toBe(checkValueOf(key));
    await until(async () => (await states(scope)).every((state) => state === 'active'));
    const again = await side.another().keyring.ensure(scope, [...subjects, ...leads(1)], contextForTests());
    for (const [name, key] of keys) expect(again.get(name)).toEqual(key);
    expect((await issuedEvents(scope)).map(({ clear }) => clear.keys.length)).toEqual([25, 1]);
  });

  it('splits what is more than an event holds', async () => {
    const scope = randomUUID();
    expect((await side.keyring.ensure(scope, leads(501), contextForTests())).size).toBe(501);
    expect((await issuedEvents(scope)).map(({ clear }) => clear.keys.length)).toEqual([500, 1]);
  });

  it('gives one key to everybody who asks at once', async () => {
    const scope = randomUUID();
    const subjects = leads(10);
    const sides = [side, side.another(), side.another(), side];
    const answers = await Promise.all(
      sides.map(({ keyring }, index) =>
        keyring.ensure(
          scope,
          subjects.map((one) => ({ ...one, fresh: index % 2 === 0 })),
          contextForTests(),
        ),
      ),
    );
    for (const answer of answers) expect(new Map([...answer].sort())).toEqual(new Map([...(answers[0] ?? [])].sort()));
    expect(keyringFacts(await issuedEvents(scope)).size).toBe(10);
  });

  it('writes down that keys were issued, and issues those again that were left pending', async () => {
    const scope = randomUUID();
    const subjects = leads(2);
    await side.keyring.ensure(scope, subjects, contextForTests());
    await until(async () => (await states(scope)).every((state) => state === 'active'));
    await side.vault
      .collection<{ _id: string; state: string }>('subject_keys')
      .updateOne({ _id: { $gt: scope, $lt: `${scope}~` } }, { $set: { state: 'pending' } });
    await side.another().keyring.ensure(scope, subjects, contextForTests());
    expect((await issuedEvents(scope)).map(({ clear }) => clear.keys.length)).toEqual([2, 1]);
    await until(async () => (await states(scope)).every((state) => state === 'active'));
  });

  it.each(['sealed', 'destroyed'])('refuses to seal for a subject whose key is %s', async (state) => {
    const scope = randomUUID();
    const subjects = leads(1);
    await side.keyring.ensure(scope, subjects, contextForTests());
    await side.vault.collection('subject_keys').updateMany({ _id: { $gt: scope, $lt: `${scope}~` } as never }, { $set: { state } });
    await expect(side.another().keyring.ensure(scope, subjects, contextForTests())).rejects.toThrow(SubjectKeyClosed);
  });
});

describe('a reader', () => {
  it('stops at a key that is missing and that the log does not call destroyed', async () => {
    const scope = randomUUID();
    const subject = leads(1);
    const context = contextForTests({ workspaceId: scope });
    const keys = await side.keyring.ensure(scope, [{ role: 'workspace', subjectId: scope }, ...subject], context);
    const stream = `workspace-${scope}`;
    const created = { type: 'WorkspaceCreated', clear: { ownerAccountId: randomUUID() }, personal: { workspace: { name: 'Analytical Engines' } } };
    await side.events.append(stream, 'no-stream', [eventToAppend(created, { stream, revision: 0, ordinal: 0 }, context, (_scope, name) => keys.get(name))]);
    const stored = await side.events.readStream(stream);
    expect(await side.another().opener.open(stored, 'opened')).toMatchObject([{ type: 'WorkspaceCreated', personal: created.personal }]);
    await side.vault.collection('subject_keys').deleteMany({ _id: { $gt: scope, $lt: `${scope}~` } as never });
    await expect(side.another().opener.open(stored, 'opened')).rejects.toThrow(MissingKeyNotExplained);
    expect(await side.another().opener.open(stored, 'clear')).toMatchObject([{ personal: {} }]);
  });
});
