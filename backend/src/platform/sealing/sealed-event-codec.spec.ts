import { countedId } from '../testing/counting-ids';
import { contextForTests } from '../testing/metadata';
import type { StoredEvent } from '../event-store/event-store';
import { derivedId } from '../time-and-ids/ids';
import { EventBreaksSchema, planOf, subjectsOf, type AnyNewEvent } from './event-plan';
import { boxesOf, eventToAppend, openedParts, recordedEvent, type KeyOfSubject } from './sealed-event-codec';
import { checkValueOf } from './subject';

const account = countedId(0x77);
const stream = `workspace-${countedId(0xa)}`;
const paired: AnyNewEvent = {
  type: 'BrowserPaired',
  clear: { browserId: countedId(0x78), accountId: account, extensionVersion: '1.2.3' },
  personal: { account: { name: "Ada's laptop" } },
};
const key = Buffer.alloc(32, 3);
const accountKey = { role: 'account' as const, subjectId: account, keyId: countedId(0x79), key, checkValue: checkValueOf(key) };
const keyOf: KeyOfSubject = (scope, name) => (scope === 'installation' && name === `account:${account}` ? accountKey : undefined);
const context = contextForTests();
const place = { stream, revision: 4, ordinal: 1 };
const asStored = (event: AnyNewEvent): StoredEvent => ({
  ...eventToAppend(event, place, context, keyOf),
  stream,
  revision: 4,
  position: '00000000000000000042',
  recordedAt: '2026-01-05T09:00:00.001Z',
});

describe('an event on its way to the store', () => {
  it('keeps clear fields clear, seals the others for their subject and says the rest in its metadata', () => {
    const { id, storedType, data, metadata } = eventToAppend(paired, place, context, keyOf);
    expect({ id, storedType, metadata }).toEqual({
      id: derivedId(context.commandId, `${stream}/1`),
      storedType: 'BrowserPaired.v1',
      metadata: { ...context, ordinal: 1, retention: 'operational' },
    });
    expect(data).toEqual({
      v: 1,
      c: paired.clear,
      b: [
        {
          s: `account:${account}`,
          k: accountKey.keyId,
          n: expect.stringMatching(/^[\w-]{32}$/) as unknown,
          x: expect.stringMatching(/^[\w-]{107}$/) as unknown,
        },
      ],
      z: expect.stringMatching(/^[\w-]{22}$/) as unknown,
    });
    expect(JSON.stringify(data)).not.toContain('laptop');
  });

  it('has the same id and another salt and nonce when its command is repeated', () => {
    const [first, second] = [eventToAppend(paired, place, context, keyOf), eventToAppend(paired, place, context, keyOf)];
    expect(second.id).toBe(first.id);
    expect(second.data['z']).not.toBe(first.data['z']);
  });

  it.each<[string, AnyNewEvent, string]>([
    ['free text in a clear field', { ...paired, clear: { ...paired.clear, accountId: 'Ada Lovelace' } }, 'accountId'],
    ['a clear field it does not know', { ...paired, clear: { ...paired.clear, note: 1 } }, 'note'],
    ['a missing sealed field', { ...paired, personal: { account: {} } }, 'account.name'],
    ['a sealed field that breaks its rule', { ...paired, personal: { account: { name: 'x'.repeat(121) } } }, 'account.name'],
    ['a subject it does not know', { ...paired, personal: { ...paired.personal, lead: { name: 'x' } } }, 'lead'],
  ])('is refused with %s, naming the field and never the value', (_what, event, field) => {
    const sealing = (): unknown => eventToAppend(event, place, context, keyOf);
    expect(sealing).toThrow(EventBreaksSchema);
    expect(sealing).toThrow(new RegExp(`${field} must be`));
    expect(sealing).not.toThrow(/Lovelace|xxx/);
  });

  it('is refused with metadata of the wrong kind, in a stream of another category, without its key and without an exact revision', () => {
    expect(() => eventToAppend(paired, place, contextForTests({ actor: 'Ada' }), keyOf)).toThrow(/actor must be/);
    expect(() => eventToAppend(paired, { ...place, stream: `lead-${countedId(1)}` }, context, keyOf)).toThrow(/category workspace/);
    expect(() => eventToAppend(paired, place, context, () => undefined)).toThrow(/key of account/);
    expect(() => eventToAppend(paired, { ...place, revision: null }, context, keyOf)).toThrow(/exact revision/);
  });
});

describe('a stored event', () => {
  const stored = asStored(paired);
  const facts = { id: stored.id, stream, revision: 4, position: stored.position, metadata: stored.metadata };

  it('is read with the parts whose keys are there', () => {
    expect(recordedEvent(stored, openedParts(boxesOf(stored), keyOf))).toEqual({
      type: 'BrowserPaired',
      clear: paired.clear,
      personal: paired.personal,
      ...facts,
    });
  });

  it('is read without the part of a subject whose key is gone', () => {
    expect(
      recordedEvent(
        stored,
        openedParts(boxesOf(stored), () => undefined),
      ),
    ).toEqual({ type: 'BrowserPaired', clear: paired.clear, personal: {}, ...facts });
  });

  it('does not open at another place', () => {
    expect(() => openedParts(boxesOf({ ...stored, revision: 5 }), keyOf)).toThrow(/does not open/);
    expect(() => openedParts(boxesOf({ ...stored, stream: `workspace-${countedId(0xb)}` }), keyOf)).toThrow(/does not open/);
  });

  it('keeps its stored name and stays shut when its type was never ours', () => {
    const foreign = { ...stored, storedType: 'SomethingElse.v3' };
    expect(boxesOf(foreign)).toEqual([]);
    expect(recordedEvent(foreign, {})).toMatchObject({ type: 'SomethingElse.v3', clear: paired.clear, personal: {} });
  });
});

describe('the subjects of an event', () => {
  it('are found in the stream name, in the workspace of the command and in clear fields', () => {
    const workspaceId = countedId(0xa);
    const of = (event: AnyNewEvent, where: string): unknown => subjectsOf(planOf(event.type), event, where, workspaceId);
    const none = { clear: {}, personal: {} };
    expect(of({ type: 'LeadRecorded', ...none }, `lead-${countedId(5)}`)).toEqual([{ scope: workspaceId, role: 'lead', subjectId: countedId(5) }]);
    expect(of({ type: 'ImportStarted', ...none }, `import-${countedId(5)}`)).toEqual([{ scope: workspaceId, role: 'workspace', subjectId: workspaceId }]);
    expect(of(paired, stream)).toEqual([{ scope: 'installation', role: 'account', subjectId: account }]);
    expect(of({ type: 'ImportCancelled', ...none }, `import-${countedId(5)}`)).toEqual([]);
    expect(() => of({ ...paired, clear: {} }, stream)).toThrow(/names no subject/);
  });
});
