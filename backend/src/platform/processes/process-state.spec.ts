import { countedId } from '../testing/counting-ids';
import { metadataForTests } from '../testing/metadata';
import type { FoldedEvent } from '../projections/fold-batch';
import type { Process } from './process';
import { isOver, onEvent, onTime, withOutbox, type InstanceDocument } from './process-state';

const NOW = '2026-01-05T09:00:00.000Z';
const event = (number: number, type: string): FoldedEvent => ({
  type,
  id: countedId(number),
  stream: 's',
  revision: number,
  position: String(number).padStart(20, '0'),
  metadata: metadataForTests(),
});

/** Two alarms, the later one first; the second ends it. */
const alarm: Process<{ readonly rung: number }, FoldedEvent, string> = {
  name: 'ring-when-set',
  version: 1,
  types: ['Set', 'Stopped'],
  route: () => 'a',
  react: (state, input, _instance, timers) => {
    if (input.kind === 'timer') {
      const rung = (state?.rung ?? 0) + 1;
      return { state: rung === 2 ? null : { rung }, commands: [input.name], timers };
    }
    if (input.event.type === 'Stopped') return { state: null, commands: [], timers: [] };
    return {
      state: { rung: 0 },
      commands: ['one', 'two'],
      timers: [
        { name: 'late', dueAt: '2026-01-05T11:00:00.000Z' },
        { name: 'early', dueAt: '2026-01-05T10:00:00.000Z' },
      ],
    };
  },
  command: (command) => ({ command }),
};
const set = (): InstanceDocument => {
  const instance = onEvent(alarm, 'a', null, event(1, 'Set'), NOW);
  if (instance === null) throw new Error('The event was not taken in.');
  return instance;
};

describe('an instance of a process', () => {
  it('keeps state, timers and commands of an event together', () => {
    expect(set()).toEqual({
      _id: 'a',
      workspaceId: metadataForTests().workspaceId,
      correlationId: metadataForTests().correlationId,
      position: event(1, 'Set').position,
      revision: 1,
      state: { rung: 0 },
      timers: [
        { name: 'late', dueAt: '2026-01-05T11:00:00.000Z' },
        { name: 'early', dueAt: '2026-01-05T10:00:00.000Z' },
      ],
      nextDueAt: '2026-01-05T10:00:00.000Z',
      next: 'waiting',
      outbox: ['one', 'two'].map((command) => ({
        commandId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        correlationId: metadataForTests().correlationId,
        causationId: countedId(1),
        occurredAt: NOW,
        command,
        attempts: 0,
        parked: null,
      })),
    });
  });

  it('takes in an event once', () => {
    expect(onEvent(alarm, 'a', set(), event(1, 'Set'), NOW)).toBeNull();
  });

  it('gives each command an id of its own, the same whenever the event is taken in', () => {
    const ids = set().outbox.map(({ commandId }) => commandId);
    expect(new Set(ids).size).toBe(2);
    expect(onEvent(alarm, 'a', null, event(1, 'Set'), '2027-01-01T00:00:00.000Z')?.outbox.map(({ commandId }) => commandId)).toEqual(ids);
    expect(onEvent(alarm, 'a', null, event(2, 'Set'), NOW)?.outbox.map(({ commandId }) => commandId)).not.toEqual(ids);
  });

  it('fires what is due in the order of time, and nothing that is not', () => {
    expect(onTime(alarm, set(), '2026-01-05T09:59:59.999Z')).toBeNull();
    const early = onTime(alarm, set(), '2026-01-05T10:00:00.000Z');
    expect([early?.state, early?.nextDueAt, early?.outbox.map(({ command }) => command)]).toEqual([
      { rung: 1 },
      '2026-01-05T11:00:00.000Z',
      ['one', 'two', 'early'],
    ]);
    const both = onTime(alarm, set(), '2026-01-05T12:00:00.000Z');
    expect([both?.state, both?.timers, both?.outbox.map(({ command }) => command)]).toEqual([null, [], ['one', 'two', 'early', 'late']]);
  });

  it('is over when it has no state and every command is carried out', () => {
    const stopped = onEvent(alarm, 'a', set(), event(2, 'Stopped'), NOW);
    expect(stopped === null ? null : [isOver(stopped), isOver(withOutbox(stopped, []))]).toEqual([false, true]);
  });
});
