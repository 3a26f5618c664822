/** What a dashboard does, by plain requests: read lists to their end, and wait for what was written. */
import type { ImportView } from '../../../event-schemas/src/http/import-leads';
import type { LeadRow } from '../../../event-schemas/src/http/maintain-leads';
import type { Page } from '../../../event-schemas/src/http/page';
import { call, expectOk } from './rest';

export async function allOf<T>(origin: string, token: string, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const separator = path.includes('?') ? '&' : '?';
    const address: string = cursor === null ? path : `${path}${separator}cursor=${encodeURIComponent(cursor)}`;
    const { body }: { body: Page<T> } = await expectOk<Page<T>>(origin, 'GET', address, { token });
    items.push(...body.items);
    cursor = body.next;
  } while (cursor !== null);
  return items;
}

export const allLeads = (origin: string, token: string, query = ''): Promise<LeadRow[]> => allOf<LeadRow>(origin, token, `/api/v1/leads?limit=200${query}`);
export const allImports = (origin: string, token: string): Promise<ImportView[]> => allOf<ImportView>(origin, token, '/api/v1/imports?limit=100');

/** The import as the lists show it once the last of it has been folded; what an extension hears comes before that. */
export async function endedImport(origin: string, token: string, id: string, giveUpAfterMs = 120_000): Promise<ImportView> {
  const giveUpAt = Date.now() + giveUpAfterMs;
  for (;;) {
    const { status, body } = await call<ImportView>(origin, 'GET', `/api/v1/imports/${id}`, { token });
    if (status === 200 && ['completed', 'cancelled', 'failed'].includes(body.status)) return body;
    if (Date.now() > giveUpAt) throw new Error(`The import ${id} had not ended after ${String(giveUpAfterMs)} ms: ${JSON.stringify(body)}`);
  }
}

/** Waits until the view behind the path has passed the position; milliseconds that it took. */
export async function waitUntilVisible(origin: string, token: string, path: string, position: string, giveUpAfterMs = 60_000): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < giveUpAfterMs) {
    const answer = await call(origin, 'GET', path, { token, afterPosition: position }).catch(() => null);
    if (answer?.status === 200) return performance.now() - began;
  }
  throw new Error(`${path} had not passed position ${position} after ${String(giveUpAfterMs)} ms`);
}
