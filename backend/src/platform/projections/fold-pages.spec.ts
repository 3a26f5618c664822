import type { LogPage } from '../event-store/event-store';
import { foldPages } from './fold-pages';
import type { PageLane } from './page-lane';

const page = (last: string): LogPage => ({ bytes: new Uint8Array(0), last });

async function* pagesOf(...names: readonly string[]): AsyncGenerator<LogPage> {
  for (const name of names) yield await Promise.resolve(page(name));
}

/** A lane whose pages take as many turns of the queue to open as their name says. */
function laneOf(name: string, done: string[], fails: (page: string) => boolean = () => false): PageLane {
  const opened: string[] = [];
  return {
    async open({ last }) {
      opened.push(last);
      for (let turn = 0; turn < Number(last); turn += 1) await Promise.resolve();
      return 1;
    },
    async write() {
      const next = opened.shift() ?? '';
      done.push(`${name} begins ${next}`);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      if (fails(next)) throw new Error(`cannot write ${next}`);
      done.push(`${name} ends ${next}`);
    },
  };
}

describe('pages on their way through lanes', () => {
  it('are written one after the other in log order, whichever is opened first', async () => {
    const done: string[] = [];
    const passed: number[] = [];
    await foldPages(pagesOf('90', '1', '40', '2', '3'), [laneOf('a', done), laneOf('b', done)], (events) => passed.push(events));
    const inOrder = ['a 90', 'b 1', 'a 40', 'b 2', 'a 3'].flatMap((each) => {
      const [lane = '', number = ''] = each.split(' ');
      return [`${lane} begins ${number}`, `${lane} ends ${number}`];
    });
    expect([done, passed]).toEqual([inOrder, [1, 1, 1, 1, 1]]);
  });

  it('end at the first one that cannot be written, and none after it is', async () => {
    const done: string[] = [];
    const lanes = [laneOf('a', done, (each) => each === '2'), laneOf('b', done)];
    await expect(foldPages(pagesOf('1', '9', '2', '3', '4', '5', '6', '7'), lanes, () => undefined)).rejects.toThrow('cannot write 2');
    expect(done).toEqual(['a begins 1', 'a ends 1', 'b begins 9', 'b ends 9', 'a begins 2']);
  });

  it('end when they cannot be fetched, with those before them written', async () => {
    const done: string[] = [];
    const pages = async function* (): AsyncGenerator<LogPage> {
      yield* pagesOf('1', '2');
      throw new Error('the store is away');
    };
    await expect(foldPages(pages(), [laneOf('a', done)], () => undefined)).rejects.toThrow('the store is away');
    expect(done).toEqual(['a begins 1', 'a ends 1', 'a begins 2', 'a ends 2']);
  });
});
