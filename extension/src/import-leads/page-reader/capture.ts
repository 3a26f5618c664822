import { RESULTS_CONTAINER, SALES_PROFILE_URN } from './anchors';
import type { PageSource } from './page-source';
import { fault, type Reading } from './reading';
import { readPage } from './read-page';

export interface CapturePorts {
  /** The page as it is now; asked again after reading, because it may have changed. */
  readonly source: () => PageSource;
  /** Resolves once the page has had the time to redraw. */
  readonly settle: () => Promise<void>;
  readonly tabIsVisible: () => boolean;
}

/** One look at the page. A page that exchanged its rows meanwhile gives nothing: its rows could belong to two pages. */
export async function capture(ports: CapturePorts): Promise<Reading> {
  if (!ports.tabIsVisible()) return fault('hidden-tab');
  const before = signatureOf(ports.source());
  const reading = readPage(ports.source());
  await ports.settle();
  return signatureOf(ports.source()) === before ? reading : fault('page-changed');
}

/** Address and the ids of the rows in order. An identical redraw keeps it. */
export function signatureOf(source: PageSource): string {
  const container = source.document.querySelector(RESULTS_CONTAINER);
  const ids = [...(container?.querySelectorAll(SALES_PROFILE_URN) ?? [])].map((row) => row.getAttribute('data-scroll-into-view') ?? '');
  return [source.address, ...ids].join('\n');
}
