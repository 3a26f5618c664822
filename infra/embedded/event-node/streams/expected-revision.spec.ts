import { judge, type EarlierEvents, type Expected, type StreamHead, type Verdict } from './expected-revision';

/** The stream a, b, c, with the ids remembered or not. */
function earlier(remembered: readonly string[] = ['a', 'b', 'c']): EarlierEvents {
  const places = ['a', 'b', 'c'].map((id, revision) => ({ id, revision, position: 100 + revision }));
  return {
    byId: (id) => (remembered.includes(id) ? (places.find((place) => place.id === id) ?? null) : null),
    atRevision: (revision) => places[revision] ?? null,
  };
}

const head = (over: Partial<StreamHead> = {}): StreamHead => ({ lastRevision: 2, tombstoned: false, softDeleted: false, hasMetadata: false, ...over });
const empty = head({ lastRevision: -1 });
const repeated = (id: 'a' | 'b' | 'c'): Verdict => {
  const revision = 'abc'.indexOf(id);
  return { kind: 'repeated', last: { id, revision, position: 100 + revision } as never };
};

const cases: readonly (readonly [string, Expected, StreamHead, readonly string[], Verdict])[] = [
  ['a tombstoned stream refuses any', 'any', head({ tombstoned: true }), ['x'], { kind: 'deleted' }],
  ['a tombstoned stream refuses its last revision', 2n, head({ tombstoned: true }), ['x'], { kind: 'deleted' }],
  ['stream-exists refuses a soft-deleted stream', 'stream-exists', head({ softDeleted: true }), ['x'], { kind: 'deleted' }],
  ['stream-exists refuses a stream that never was', 'stream-exists', empty, ['x'], { kind: 'wrong' }],
  ['stream-exists takes a stream with metadata only', 'stream-exists', head({ lastRevision: -1, hasMetadata: true }), ['x'], { kind: 'write' }],
  ['any writes when the first id is new', 'any', head(), ['x', 'a'], { kind: 'write' }],
  ['any recognises ids it knows', 'any', head(), ['a', 'b'], repeated('b')],
  ['any refuses a known id followed by a new one', 'any', head(), ['a', 'x'], { kind: 'wrong' }],
  ['any writes nothing without events', 'any', head(), [], { kind: 'write' }],
  ['no-stream writes to an empty stream', 'no-stream', empty, ['x'], { kind: 'write' }],
  ['no-stream recognises the first events', 'no-stream', head(), ['a', 'b'], repeated('b')],
  ['no-stream refuses other events', 'no-stream', head(), ['x'], { kind: 'wrong' }],
  ['no-stream refuses a repetition that has grown', 'no-stream', head(), ['a', 'b', 'c', 'd'], { kind: 'wrong' }],
  ['no-stream brings a soft-deleted stream back', 'no-stream', head({ softDeleted: true }), ['x'], { kind: 'write' }],
  ['a lower revision does not bring a soft-deleted stream back', 0n, head({ softDeleted: true }), ['x'], { kind: 'wrong' }],
  ['the last revision writes', 2n, head(), ['x'], { kind: 'write' }],
  ['a higher revision is refused', 3n, head(), ['x'], { kind: 'wrong' }],
  ['the largest number of 64 bits is refused', 18_446_744_073_709_551_615n, head(), ['x'], { kind: 'wrong' }],
  ['a lower revision recognises what follows it', 0n, head(), ['b', 'c'], repeated('c')],
  ['a lower revision refuses when a later event differs', 0n, head(), ['b', 'x'], { kind: 'wrong' }],
  ['a lower revision without events is refused', 0n, head(), [], { kind: 'wrong' }],
];

it.each(cases)('%s', (_name, expected, stream, ids, verdict) => {
  expect(judge(expected, stream, ids, earlier())).toEqual(verdict);
});

it('recognises exact repetitions without remembering any id', () => {
  expect(judge('no-stream', head(), ['a'], earlier([]))).toEqual(repeated('a'));
});

it('takes forgotten ids for new ones when no revision is given', () => {
  expect(judge('any', head(), ['a'], earlier([]))).toEqual({ kind: 'write' });
});
