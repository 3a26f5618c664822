import { metadataForTests } from '../testing/metadata';
import { foldBatch, routeBatch, ViewBroke, type FoldedEvent } from './fold-batch';
import type { AnyView, StoredDocument } from './view';

interface Count {
  readonly workspaceId: string | null;
  readonly count: number;
}

const position = (number: number): string => String(number).padStart(20, '0');
const event = (number: number, type: string, stream = 's', parts: object = {}): FoldedEvent => ({
  type,
  id: `e${String(number)}`,
  stream,
  revision: number,
  position: position(number),
  metadata: metadataForTests(),
  ...parts,
});
const counter = (parts: Partial<AnyView> = {}): AnyView => ({
  name: 'counter',
  version: 1,
  group: 'counters',
  reads: 'clear',
  types: ['Added', 'Ignored', 'Removed'],
  indexes: [],
  topic: null,
  route: ({ stream }) => [stream],
  apply: (document, { type }): Count | null => {
    const known = document as Count | null;
    if (type === 'Removed') return null;
    return type === 'Ignored' ? known : { workspaceId: null, count: (known?.count ?? 0) + 1 };
  },
  ...parts,
});
const stored = (id: string, count: number, at: number): StoredDocument<Count> => ({ _id: id, position: position(at), workspaceId: null, count });
const fold = (view: AnyView, events: readonly FoldedEvent[], ...known: readonly StoredDocument<Count>[]) =>
  foldBatch(view, routeBatch(view, events), new Map(known.map((document) => [document._id, document])));

describe('folding a batch', () => {
  it('writes each document once, with the position of the last event that changed it', () => {
    const events = [event(1, 'Added', 'a'), event(2, 'Added', 'b'), event(3, 'Added', 'a'), event(4, 'Ignored', 'a'), event(5, 'Unknown', 'a')];
    expect(fold(counter(), events)).toEqual([
      { kind: 'write', id: 'a', known: false, document: stored('a', 2, 3) },
      { kind: 'write', id: 'b', known: false, document: stored('b', 1, 2) },
    ]);
  });

  it('goes on from what is stored, and leaves out the events that are already in it', () => {
    expect(fold(counter(), [event(3, 'Added'), event(4, 'Added')], stored('s', 7, 3))).toEqual([
      { kind: 'write', id: 's', known: true, document: stored('s', 8, 4) },
    ]);
    expect(fold(counter(), [event(3, 'Added'), event(4, 'Added')], stored('s', 8, 4))).toEqual([]);
  });

  it('removes a document that is stored, and says nothing of one that came and went within the batch', () => {
    expect(fold(counter(), [event(3, 'Removed')], stored('s', 1, 1))).toEqual([{ kind: 'remove', id: 's', position: position(3) }]);
    expect(fold(counter(), [event(1, 'Added'), event(2, 'Removed')])).toEqual([]);
    expect(fold(counter(), [event(3, 'Removed'), event(4, 'Added')], stored('s', 1, 1))).toEqual([
      { kind: 'write', id: 's', known: true, document: stored('s', 1, 4) },
    ]);
  });

  it('hides personal parts from a view that reads clear', () => {
    const seen: unknown[] = [];
    const watching = (reads: AnyView['reads']) => counter({ reads, apply: (_document, folded) => (seen.push((folded as FoldedEvent).personal), null) });
    fold(watching('clear'), [event(1, 'Added', 's', { personal: { lead: {} } })]);
    fold(watching('opened'), [event(1, 'Added', 's', { personal: { lead: {} } })]);
    expect(seen).toEqual([{}, { lead: {} }]);
  });

  it('names view and position when a view throws or touches too many documents', () => {
    const throws = counter({
      apply: () => {
        throw new Error('a bug');
      },
    });
    const wide = counter({ route: () => Array.from({ length: 1_001 }, (_, index) => String(index)) });
    expect(() => fold(throws, [event(9, 'Added')])).toThrow(new ViewBroke('counter', position(9), 'threw on Added', { cause: new Error('a bug') }));
    expect(() => fold(wide, [event(9, 'Added')])).toThrow(new ViewBroke('counter', position(9), 'touches more than 1000 documents'));
  });
});
