/**
 * The spine under load: leads accepted and projected per second, time to acknowledge, time to visible, rebuild, memory.
 * `npm run bench -- import-leads [events for the rebuild]`
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserTokens } from '../../event-schemas/src/http/manage-workspace';
import { pairBrowser, signIn } from '../e2e/client/importer';
import { throwAwayInstallation, type ThrowAway } from '../e2e/client/throw-away';
import { figure, percentile, recordFigures, type Aim, type Figure } from './figures';
import { flow, type Flow } from './import-flow';
import { residentMegabytes } from './memory';
import { rawLeadsPerSecond } from './raw-baseline';

const RUNS = 3;
const CLIENTS = 8;
const PAGES_PER_CLIENT = 50;
const ROWS = 25;
const REST_MS = 10_000;
const PROCESSES = ['api', 'worker', 'event-node'] as const;

const below = (limit: number): Aim => ({ of: 'value', sign: '<', limit });
const times = (name: string, samples: readonly (readonly number[])[], aims: Readonly<Record<string, Aim>>): Figure[] =>
  (
    [
      ['p50', 0.5],
      ['p95', 0.95],
      ['p99', 0.99],
    ] as const
  ).map(([label, share]) => {
    const aim = aims[label];
    return figure(
      `${name} ${label}`,
      'ms',
      samples.map((run) => percentile(run, share)),
      aim === undefined ? {} : { aim },
    );
  });

async function tokensOf(installation: ThrowAway, clients: number): Promise<{ reader: string; browsers: BrowserTokens[] }> {
  const session = await signIn(installation.origin);
  const browsers = await Promise.all(Array.from({ length: clients }, (_, index) => pairBrowser(installation.origin, session, `Bench ${String(index)}`)));
  return { reader: session.accessToken, browsers };
}

async function load(
  installation: ThrowAway,
  clients: number,
  firstPerson: number,
  pagesPerClient: number,
  rowsPerPage: number,
  watchEvery: number,
): Promise<Flow> {
  return flow({ origin: installation.origin, ...(await tokensOf(installation, clients)), firstPerson, pagesPerClient, rowsPerPage, watchEvery });
}

async function measure(installation: ThrowAway, eventsForRebuild: number): Promise<Figure[]> {
  let nextPerson = 1;
  const people = (count: number): number => (nextPerson += count) - count;
  await load(installation, CLIENTS, people(CLIENTS * 4 * ROWS), 4, ROWS, 0);
  await wait(REST_MS);
  const rest = PROCESSES.map((name) => ({ name, megabytes: residentMegabytes(installation.pids()[name] ?? 0) }));
  const [baselines, saturated, alone]: [number[], Flow[], Flow[]] = [[], [], []];
  for (let run = 0; run < RUNS; run += 1) {
    baselines.push(await rawLeadsPerSecond(installation, CLIENTS, CLIENTS * PAGES_PER_CLIENT));
    saturated.push(await load(installation, CLIENTS, people(CLIENTS * PAGES_PER_CLIENT * ROWS), PAGES_PER_CLIENT, ROWS, 5));
    alone.push(await load(installation, 1, people(2500), 100, ROWS, 1));
  }
  const after = PROCESSES.map((name) => ({ name, megabytes: residentMegabytes(installation.pids()[name] ?? 0) }));
  const perSecond = saturated.map(({ leads, seconds }) => leads / seconds);
  return [
    figure('leads accepted and projected', '1/s', perSecond, { baselines, aim: { of: 'value', sign: '>=', limit: 2000 } }),
    figure('share of the raw baseline', '1/s', perSecond, { baselines, aim: { of: 'ratio', sign: '>=', limit: 0.3 } }),
    ...times(
      'page acknowledged, 8 clients',
      saturated.map((run) => run.acknowledged),
      {},
    ),
    ...times(
      'page acknowledged, one person',
      alone.map((run) => run.acknowledged),
      { p50: below(60), p99: below(200) },
    ),
    ...times(
      'visible, 8 clients',
      saturated.map((run) => run.visible),
      { p99: below(1000) },
    ),
    ...times(
      'visible, one person',
      alone.map((run) => run.visible),
      { p50: below(50), p99: below(250) },
    ),
    ...rest.map(({ name, megabytes }) => figure(`memory at rest, ${name}`, 'MB', [megabytes])),
    figure('memory at rest, api + worker + event node', 'MB', [rest.reduce((sum, { megabytes }) => sum + megabytes, 0)], {
      aim: { of: 'value', sign: '<=', limit: 350 },
    }),
    ...after.map(({ name, megabytes }) => figure(`memory after the runs, ${name}`, 'MB', [megabytes])),
    ...(await rebuilds(installation, eventsForRebuild, people)),
  ];
}

async function rebuilds(installation: ThrowAway, events: number, people: (count: number) => number): Promise<Figure[]> {
  const already = nextEventCount(await installation.runTool('views', 'status'));
  const rows = 100;
  const pagesPerClient = Math.max(0, Math.ceil((events - already) / CLIENTS / rows));
  if (pagesPerClient > 0) await load(installation, CLIENTS, people(CLIENTS * pagesPerClient * rows), pagesPerClient, rows, 0);
  const total = nextEventCount(await installation.runTool('views', 'status'));
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const began = performance.now();
    const { code, output } = await installation.runTool('views', 'rebuild', 'leads');
    if (code !== 0) throw new Error(output);
    runs.push(total / ((performance.now() - began) / 1000));
  }
  return [figure(`rebuild of the leads view at ${String(total)} events`, 'events/s', runs, { aim: { of: 'value', sign: '>=', limit: 20_000 } })];
}

/** Events in the log, as the status of the views tells it. */
function nextEventCount({ code, output }: { readonly code: number; readonly output: string }): number {
  const count = /(\d+) events/.exec(output)?.[1];
  if (code !== 0 || count === undefined) throw new Error(`The status of the views names no number of events: ${output}`);
  return Number(count);
}

async function main(): Promise<void> {
  const installation = await throwAwayInstallation('bench', { forTests: false });
  try {
    recordFigures('import-leads', RUNS, await measure(installation, Number(process.argv[2] ?? 200_000)));
  } finally {
    await installation.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
