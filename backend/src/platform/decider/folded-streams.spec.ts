import { FoldedStreams, type Folded } from './folded-streams';

const folded = (state: number, traces: number): Folded<number> => ({
  state,
  revision: traces - 1,
  position: '0'.repeat(20),
  traces: new Map(Array.from({ length: traces }, (_, index) => [`command ${String(index)}`, { first: index, last: index, position: '' }])),
});

describe('the folded streams', () => {
  const decider = {};

  it('are remembered per decider and stream', () => {
    const streams = new FoldedStreams();
    streams.set(decider, 'a', folded(1, 1));
    streams.set(decider, 'a', folded(2, 2));
    expect([streams.get(decider, 'a'), streams.get(decider, 'b'), streams.get({}, 'a')]).toEqual([folded(2, 2), undefined, undefined]);
  });

  it('forget the stream that was changed longest ago when there are too many', () => {
    const streams = new FoldedStreams();
    for (let number = 0; number < 12; number += 1) {
      streams.set(decider, `s${String(number)}`, folded(number, 19_000));
      streams.set(decider, 's0', folded(100 + number, 1));
    }
    expect([streams.get(decider, 's1'), streams.get<number>(decider, 's0')?.state, streams.get<number>(decider, 's11')?.state]).toEqual([undefined, 111, 11]);
  });

  it('keep at most a thousand streams, however few commands each of them has', () => {
    const streams = new FoldedStreams();
    for (let number = 0; number <= 1_000; number += 1) streams.set(decider, `s${String(number)}`, folded(number, 1));
    expect([streams.get(decider, 's0'), streams.get<number>(decider, 's1')?.state, streams.get<number>(decider, 's1000')?.state]).toEqual([
      undefined,
      1,
      1_000,
    ]);
  });

  it('do not keep a stream of very many commands', () => {
    const streams = new FoldedStreams();
    streams.set(decider, 'a', folded(1, 1));
    streams.set(decider, 'a', folded(2, 20_000));
    expect(streams.get(decider, 'a')).toBeUndefined();
  });
});
