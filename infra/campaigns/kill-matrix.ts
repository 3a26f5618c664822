/**
 * Four imports with overlapping people flow in while each process is killed with SIGKILL at random moments. Afterwards
 * every acknowledged page is there once, no lead is doubled, receipts add up and requested counts are exact.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ImportView, PageReceipt, ReceiptCounts } from '../../event-schemas/src/http/import-leads';
import type { BrowserTokens } from '../../event-schemas/src/http/manage-workspace';
import { importRequest, pageRequest, until } from '../e2e/client/importer';
import { personRows, range } from '../e2e/client/people';
import { allImports, allLeads, waitUntilVisible } from '../e2e/client/reader';
import type { Chance } from './seeded';

export const VICTIMS = ['event-node', 'mongod', 'worker', 'api'] as const;
export type Victim = (typeof VICTIMS)[number];

export interface KillableInstallation {
  readonly origin: string;
  /** SIGKILL; resolves when the process is back and ready. */
  readonly killAndRecover: (victim: Victim) => Promise<void>;
  /** Rebuilds every view beside the live one and compares; true when equal. */
  readonly viewsAreEqual: () => Promise<boolean>;
}

export interface Matrix {
  readonly rounds: number;
  readonly rowsPerImport: number;
}

const PAGE = 25;
const PATIENCE_MS = 120_000;

interface RunImport {
  readonly id: string;
  readonly requested: number;
  readonly sent: number;
  readonly receipts: readonly PageReceipt[];
  readonly position: string;
}

/** One import, page by page, each repeated with its key until acknowledged. */
async function runImport(origin: string, browser: () => BrowserTokens, people: readonly number[], requested: number, chance: Chance): Promise<RunImport> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  const token = (): string => browser().accessToken;
  const gestureId = randomUUID();
  const send = async <T>(path: string, body: unknown): Promise<{ body: T; position: string }> => {
    const answer = await until<T>(origin, 'POST', path, { token, body, idempotencyKey: randomUUID() }, giveUpAt);
    if (answer.status >= 300 || answer.position === null) throw new Error(`POST ${path} was answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`);
    return { body: answer.body, position: answer.position };
  };
  const { id } = (await send<ImportView>('/api/v1/imports', importRequest(requested, gestureId))).body;
  const receipts: PageReceipt[] = [];
  for (let first = 0; first < people.length; first += PAGE) {
    const page = pageRequest(first / PAGE + 1, gestureId, personRows(people.slice(first, first + PAGE)));
    receipts.push((await send<PageReceipt>(`/api/v1/imports/${id}/pages`, page)).body);
    await wait(chance.between(0, 600));
  }
  const { position } = await send<ImportView>(`/api/v1/imports/${id}/finish`, { outcome: 'completed', faultCode: null });
  return { id, requested, sent: people.length, receipts, position };
}

const claimed = (counts: ReceiptCounts): number => counts.accepted + counts.merged + counts.unchanged + counts.conflicts;
const refused = (counts: ReceiptCounts): number => counts.refused.reduce((sum, { count }) => sum + count, 0);
const same = (a: ReceiptCounts, b: ReceiptCounts): boolean =>
  a.seen === b.seen &&
  a.parsed === b.parsed &&
  a.accepted === b.accepted &&
  a.merged === b.merged &&
  a.unchanged === b.unchanged &&
  a.conflicts === b.conflicts &&
  refused(a) === refused(b);

function faultsOf(
  runs: readonly RunImport[],
  views: readonly ImportView[],
  leads: readonly { readonly salesProfileUrl: string }[],
  people: number,
): Record<string, number> {
  const faults = { acknowledgedPagesLost: 0, receiptsOff: 0, requestedCountsOff: 0, leadsDoubled: 0, leadsMissing: 0, leadsAcceptedTwice: 0 };
  for (const run of runs) {
    const view = views.find(({ id }) => id === run.id);
    for (const receipt of run.receipts) {
      const page = view?.pages.find(({ pageNumber }) => pageNumber === receipt.pageNumber);
      if (page?.state !== 'recorded' || !same(page, receipt)) faults.acknowledgedPagesLost += 1;
      if (receipt.seen !== claimed(receipt) + refused(receipt)) faults.receiptsOff += 1;
    }
    if (view?.receipt.seen !== run.sent || view.receipt.seen !== claimed(view.receipt) + refused(view.receipt)) faults.receiptsOff += 1;
    if (view === undefined || claimed(view.receipt) !== Math.min(run.requested, run.sent)) faults.requestedCountsOff += 1;
  }
  const distinct = new Set(leads.map(({ salesProfileUrl }) => salesProfileUrl)).size;
  const accepted = views.reduce((sum, view) => sum + view.receipt.accepted, 0);
  faults.leadsDoubled = leads.length - distinct;
  faults.leadsMissing = Math.abs(people - distinct);
  faults.leadsAcceptedTwice = Math.abs(accepted - distinct);
  return faults;
}

/** Tokens of one round: who reads, and who imports. */
export interface RoundTokens {
  readonly reader: string;
  readonly browsers: readonly BrowserTokens[];
}

/** Runs the matrix in an empty installation; `renew` gives fresh tokens before each round. */
export async function runKillMatrix(
  installation: KillableInstallation,
  matrix: Matrix,
  chance: Chance,
  renew: () => Promise<RoundTokens>,
): Promise<{ done: Record<string, number>; faults: Record<string, number> }> {
  const runs: RunImport[] = [];
  const kills: Record<Victim, number> = { 'event-node': 0, mongod: 0, worker: 0, api: 0 };
  const people = new Set<number>();
  for (let round = 0; round < matrix.rounds; round += 1) {
    const { browsers } = await renew();
    const step = Math.floor(matrix.rowsPerImport * 0.6);
    const flows = browsers.map((browser, index) => {
      const mine = range(round * 10_000 + index * step, matrix.rowsPerImport);
      // The last of the four asks for fewer than the pages hold, so that the cut falls inside a page.
      const requested = index === browsers.length - 1 ? matrix.rowsPerImport - 30 : matrix.rowsPerImport;
      mine.slice(0, requested).forEach((person) => people.add(person));
      return runImport(installation.origin, () => browser, mine, requested, chance);
    });
    const killing = (async (): Promise<void> => {
      for (const victim of [...VICTIMS].sort(() => chance.next() - 0.5)) {
        await wait(chance.between(50, 1_200));
        await installation.killAndRecover(victim);
        kills[victim] += 1;
      }
    })();
    const [finished] = await Promise.all([Promise.all(flows), killing]);
    runs.push(...finished);
  }
  const { reader } = await renew();
  const last = runs
    .map(({ position }) => position)
    .sort()
    .at(-1);
  if (last === undefined) throw new Error('The matrix needs at least one browser and one round.');
  for (const path of ['/api/v1/leads?limit=1', '/api/v1/imports?limit=1']) await waitUntilVisible(installation.origin, reader, path, last, PATIENCE_MS);
  const views = await allImports(installation.origin, reader);
  const leads = await allLeads(installation.origin, reader);
  const viewsDiffer = (await installation.viewsAreEqual()) ? 0 : 1;
  const pages = runs.reduce((sum, { receipts }) => sum + receipts.length, 0);
  return { done: { ...kills, imports: runs.length, pages, leads: leads.length }, faults: { ...faultsOf(runs, views, leads, people.size), viewsDiffer } };
}
