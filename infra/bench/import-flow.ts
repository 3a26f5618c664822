/** Imports as load: clients that send pages one after the other, and how long each was on its way. */
import type { BrowserTokens } from '../../event-schemas/src/http/manage-workspace';
import { finishImport, sendPage, startImport } from '../e2e/client/importer';
import { personRows, range } from '../e2e/client/people';
import { waitUntilVisible } from '../e2e/client/reader';

export interface Flow {
  readonly leads: number;
  readonly seconds: number;
  /** Milliseconds from sending a page to its answer. */
  readonly acknowledged: readonly number[];
  /** Milliseconds from the answer to a reader who sees the page's leads. */
  readonly visible: readonly number[];
}

export interface Load {
  readonly origin: string;
  /** Access token of somebody who may read leads. */
  readonly reader: string;
  /** One client per browser. */
  readonly browsers: readonly BrowserTokens[];
  readonly firstPerson: number;
  readonly pagesPerClient: number;
  readonly rowsPerPage: number;
  /** Every how many pages somebody waits for them; 0 for never. */
  readonly watchEvery: number;
}

const LEADS = '/api/v1/leads?limit=1';

async function oneClient(load: Load, browser: BrowserTokens, client: number): Promise<{ position: string; acknowledged: number[]; visible: number[] }> {
  const { origin, pagesPerClient, rowsPerPage } = load;
  const token = browser.accessToken;
  const [acknowledged, visible, watching]: [number[], number[], Promise<unknown>[]] = [[], [], []];
  let position = '';
  // An import holds at most 2,500 leads, so a longer flow is several imports.
  const pagesPerImport = Math.floor(2500 / rowsPerPage);
  for (let first = 0; first < pagesPerClient; first += pagesPerImport) {
    const pages = Math.min(pagesPerImport, pagesPerClient - first);
    const open = await startImport(origin, token, pages * rowsPerPage);
    for (let page = 0; page < pages; page += 1) {
      const person = load.firstPerson + (client * pagesPerClient + first + page) * rowsPerPage;
      const began = performance.now();
      const answer = await sendPage(origin, token, open, page + 1, personRows(range(person, rowsPerPage)));
      acknowledged.push(performance.now() - began);
      position = answer.position ?? position;
      if (load.watchEvery > 0 && page % load.watchEvery === 0)
        watching.push(waitUntilVisible(origin, load.reader, LEADS, position).then((ms) => visible.push(ms)));
    }
    position = (await finishImport(origin, token, open)).position ?? position;
  }
  await Promise.all(watching);
  return { position, acknowledged, visible };
}

/** Runs the load; the clock stops when the last lead is visible. */
export async function flow(load: Load): Promise<Flow> {
  const began = performance.now();
  const clients = await Promise.all(load.browsers.map((browser, index) => oneClient(load, browser, index)));
  const last =
    clients
      .map(({ position }) => position)
      .sort()
      .at(-1) ?? '';
  await waitUntilVisible(load.origin, load.reader, LEADS, last);
  return {
    leads: load.browsers.length * load.pagesPerClient * load.rowsPerPage,
    seconds: (performance.now() - began) / 1000,
    acknowledged: clients.flatMap((client) => client.acknowledged),
    visible: clients.flatMap((client) => client.visible),
  };
}
