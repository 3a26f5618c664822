import { TestBed } from '@angular/core/testing';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { unreachable } from '../api/api-fault';
import { CursorList } from './cursor-list';

interface Row {
  readonly id: string;
}

/** A listing of two rows a page over whatever `rows` holds when it is asked. */
function listingOf(rows: () => readonly string[]): CursorList<Row> {
  const fetch = (cursor: string | null): Promise<Page<Row>> => {
    const from = cursor === null ? 0 : rows().indexOf(cursor) + 1;
    const items = rows().slice(from, from + 2);
    const last = items.at(-1);
    return Promise.resolve({ items: items.map((id) => ({ id })), next: from + 2 < rows().length && last !== undefined ? last : null });
  };
  return TestBed.runInInjectionContext(() => new CursorList<Row>(fetch));
}

const shown = (list: CursorList<Row>): string =>
  list
    .items()
    .map(({ id }) => id)
    .join('');

describe('a listing', () => {
  it('grows page by page until it is complete', async () => {
    const list = listingOf(() => ['a', 'b', 'c']);
    await list.restart();
    expect([shown(list), list.complete()]).toEqual(['ab', false]);
    await list.more();
    expect([shown(list), list.complete()]).toEqual(['abc', true]);
  });

  it('tells whoever asks for more in a loop when nothing more comes: at the end, after a fault, and once its page is gone', async () => {
    const list = listingOf(() => ['a', 'b', 'c']);
    expect(await list.more()).toBe(false);
    await list.restart();
    expect([await list.more(), await list.more()]).toEqual([true, false]);
    const failing = TestBed.runInInjectionContext(
      () => new CursorList<Row>((cursor) => (cursor === null ? Promise.resolve({ items: [{ id: 'a' }], next: 'a' }) : Promise.reject(unreachable('/rows')))),
    );
    await failing.restart();
    expect(await failing.more()).toBe(false);
    const gone = listingOf(() => ['a', 'b', 'c']);
    const started = gone.restart();
    TestBed.resetTestingModule();
    await started;
    expect(await gone.more()).toBe(false);
  });

  it('takes in what changed in the pages shown, and keeps what lies beyond', async () => {
    let rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const list = listingOf(() => rows);
    await list.restart();
    for (let page = 0; page < 4; page += 1) await list.more();
    rows = ['new', ...rows];
    await list.refresh(null);
    expect([shown(list), list.complete()]).toEqual(['newabcdefghi', true]);
  });

  it('shows a row once although it moved to another page while loading', async () => {
    let rows = ['a', 'b', 'c', 'd'];
    const list = listingOf(() => rows);
    await list.restart();
    rows = ['c', 'a', 'b', 'd'];
    await list.more();
    expect(shown(list)).toBe('abd');
    await list.refresh(null);
    expect(shown(list)).toBe('cabd');
  });

  it('keeps its rows and says why when a refresh fails', async () => {
    let reachable = true;
    const list = TestBed.runInInjectionContext(
      () => new CursorList<Row>(() => (reachable ? Promise.resolve({ items: [{ id: 'a' }], next: null }) : Promise.reject(unreachable('/rows')))),
    );
    await list.restart();
    reachable = false;
    await list.refresh(null);
    expect([shown(list), list.state()]).toMatchObject(['a', { status: 'ready', stale: { status: 0 } }]);
    reachable = true;
    await list.refresh(null);
    expect(list.state()).toMatchObject({ status: 'ready', stale: null });
  });

  it('forgets an answer that comes after the filter changed', async () => {
    const answers: ((page: Page<Row>) => void)[] = [];
    const list = TestBed.runInInjectionContext(() => new CursorList<Row>(() => new Promise((resolve) => answers.push(resolve))));
    const first = list.restart();
    const second = list.restart();
    answers[1]?.({ items: [{ id: 'new' }], next: null });
    answers[0]?.({ items: [{ id: 'old' }], next: null });
    await Promise.all([first, second]);
    expect(shown(list)).toBe('new');
  });
});
