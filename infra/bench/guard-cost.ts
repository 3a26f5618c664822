/**
 * What the guard costs a request. The route is one that lets anybody in and checks a token that comes along, and answers the same
 * either way; so the difference between asking with a token and without one is the check of token, session, standing and limits.
 */
import { readFileSync } from 'node:fs';
import { call } from '../e2e/client/rest';
import { median } from './figures';

/** Microseconds per request. */
export interface Cost {
  /** As the caller sees it, one request at a time. */
  readonly wall: number;
  /** Of all threads of the api. */
  readonly processor: number;
}

const ROUTE = '/api/v1/invitation-acceptances';
const BLOCKS = 10;
const TICKS_PER_SECOND = 100;

/** Of each caller in turn, in small blocks, so that a busy moment of the machine hits them all. */
export async function costs(origin: string, apiPid: number, tokens: readonly (string | undefined)[], perBlock: number): Promise<readonly Cost[]> {
  const callers = tokens.map((token) => ({ token, walls: [] as number[], ticks: 0 }));
  for (const { token } of callers) await block(origin, token, perBlock);
  for (let round = 0; round < BLOCKS; round += 1) {
    for (const caller of callers) {
      const before = processorTicks(apiPid);
      caller.walls.push(...(await block(origin, caller.token, perBlock)));
      caller.ticks += processorTicks(apiPid) - before;
    }
  }
  return callers.map(({ walls, ticks }) => ({ wall: median(walls), processor: (ticks / TICKS_PER_SECOND / (BLOCKS * perBlock)) * 1e6 }));
}

async function block(origin: string, token: string | undefined, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let time = 0; time < count; time += 1) {
    const began = performance.now();
    const { status } = await call(origin, 'POST', ROUTE, { body: {}, ...(token === undefined ? {} : { token }) });
    times.push((performance.now() - began) * 1_000);
    if (status !== 400) throw new Error(`${ROUTE} was answered ${String(status)} where an empty body was to be refused.`);
  }
  return times;
}

/** User and system time, fields 14 and 15 of proc(5). */
function processorTicks(pid: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
