/** What is asked of an installation when its release is kept, and again of every later release. */
import type { ImportView } from '../../../event-schemas/src/http/import-leads';
import type { LeadRow } from '../../../event-schemas/src/http/maintain-leads';
import { allImports, allLeads } from '../../e2e/client/reader';
import { expectOk } from '../../e2e/client/rest';

export interface Answers {
  readonly leads: readonly LeadRow[];
  /** Each lead with the provenance of its values and its history, in the order of `leads`. */
  readonly details: readonly unknown[];
  readonly imports: readonly ImportView[];
}

export interface KeptRelease {
  readonly release: string;
  readonly email: string;
  readonly password: string;
  /** Position of the last event in it. */
  readonly lastPosition: string;
  readonly answers: Answers;
}

/** Leads and imports are ordered by id, so that a change of the default order is no difference. */
export async function askAll(origin: string, token: string): Promise<Answers> {
  const byId = <T extends { readonly id: string }>(items: readonly T[]): T[] => [...items].sort((one, other) => (one.id < other.id ? -1 : 1));
  const leads = byId(await allLeads(origin, token));
  const details: unknown[] = [];
  for (const { id } of leads) details.push((await expectOk(origin, 'GET', `/api/v1/leads/${id}`, { token })).body);
  return { leads, details, imports: byId(await allImports(origin, token)) };
}
