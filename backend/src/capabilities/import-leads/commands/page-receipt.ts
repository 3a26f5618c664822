import type { PageReceipt } from '../../../../../event-schemas/src/http/import-leads';
import { remainingOf, type ImportState } from '../domain/import';
import { countPage } from '../receipt';

/** What the extension is told about a recorded page. */
export function pageReceipt(importId: string, pageNumber: number, state: ImportState): PageReceipt {
  const page = state.status === 'absent' ? undefined : state.pages.get(pageNumber);
  if (state.status === 'absent' || !page?.recorded) throw new Error('A receipt needs a recorded page');
  return { importId, pageNumber, status: state.status, remaining: remainingOf(state), ...countPage(page, page.recorded) };
}
