import type { Answer, CommandName, Reply, Request } from '../../platform/messages/protocol';
import type { PageTab } from '../../platform/browser/tabs';
import { placeOf } from '../page-reader/address';
import type { PageReading, Reading } from '../page-reader/reading';
import { withVouchedTitles } from './vouched-titles';
import { isPageAnswer, type PageQuestion } from '../page-question';
import { openImport, requestedCount, type PanelModel, type PanelUi, type Pending } from './panel-model';

export interface PanelPorts {
  readonly askWorker: (message: unknown) => Promise<unknown>;
  readonly askPage: (tabId: number, question: unknown) => Promise<unknown>;
  readonly tabBeside: () => Promise<PageTab | null>;
  readonly newId: () => string;
  readonly model: () => PanelModel;
  readonly change: (ui: Partial<PanelUi>) => void;
}

export interface PanelActions {
  readonly ask: <N extends CommandName>(name: N, request: Request<N>) => Promise<Answer<N>>;
  readonly change: (ui: Partial<PanelUi>) => void;
  /** Only a click of a person opens a reading; a forged one does nothing. */
  readonly readPage: (click: Event) => Promise<void>;
  readonly importPending: () => Promise<void>;
  /** The person has looked and says that the repeated titles are right. */
  readonly vouchForTitles: () => Promise<void>;
  readonly dropPending: () => void;
}

export function panelActions(ports: PanelPorts): PanelActions {
  /** The reading under way. An answer for another one came too late and is dropped. */
  let gesture: string | null = null;

  const ask = async <N extends CommandName>(name: N, request: Request<N>): Promise<Answer<N>> => {
    const reply = (await ports.askWorker({ name, request })) as Reply<Answer<N>>;
    if (!reply.ok) throw new Error(reply.fault);
    return reply.answer;
  };

  const queue = async (pending: Pending): Promise<void> => {
    const { stores, ui } = ports.model();
    const count = requestedCount(ui.requested);
    if (count === null) return;
    ports.change({ busy: 'queuing', trouble: null });
    const rows = pending.reading.rows.filter((row) => pending.chosen.has(row.row));
    const open = openImport(stores);
    const answer = await ask('import-page', {
      importKey: open?.key ?? null,
      gestureId: pending.gestureId,
      mode: open?.mode ?? ui.mode,
      requestedCount: open?.requestedCount ?? count,
      reading: { ...pending.reading, rows },
      notSelected: pending.reading.rows.length - rows.length,
    });
    ports.change(answer === 'queued' ? { busy: null, pending: null } : { busy: null, trouble: { kind: answer } });
  };

  const take = async (reading: PageReading, gestureId: string): Promise<void> => {
    const pending = { gestureId, reading, chosen: new Set(reading.rows.map((row) => row.row)) };
    if (reading.repeatedTitle !== null) ports.change({ busy: null, pending: { ...pending, why: 'repeated-title' } });
    else if (ports.model().ui.mode === 'selected-cards') ports.change({ busy: null, pending: { ...pending, why: 'choose', chosen: new Set() } });
    else if (reading.expected !== null && reading.rendered < reading.expected) ports.change({ busy: null, pending: { ...pending, why: 'more-to-load' } });
    else await queue({ ...pending, why: 'choose' });
  };

  return {
    ask,
    change: ports.change,
    readPage: async (click) => {
      const { ui } = ports.model();
      if (!click.isTrusted || ui.busy !== null || requestedCount(ui.requested) === null) return;
      const gestureId = ports.newId();
      gesture = gestureId;
      ports.change({ busy: 'reading', trouble: null, pending: null });
      const reading = await readBeside(ports, gestureId);
      if (gesture !== gestureId) return;
      if (reading.kind === 'reading') await take(reading, gestureId);
      else
        ports.change({
          busy: null,
          trouble: reading.kind === 'fault' ? { kind: 'page', code: reading.code, layouts: reading.layouts } : { kind: reading.kind },
        });
    },
    importPending: async () => {
      const { pending } = ports.model().ui;
      if (pending !== null) await queue(pending);
    },
    vouchForTitles: async () => {
      const { pending } = ports.model().ui;
      if (pending?.why === 'repeated-title') await take(withVouchedTitles(pending.reading), pending.gestureId);
    },
    dropPending: () => {
      gesture = null;
      ports.change({ busy: null, pending: null, trouble: null });
    },
  };
}

async function readBeside(ports: PanelPorts, gestureId: string): Promise<Reading | { readonly kind: 'no-tab' | 'page-gone' }> {
  const tab = await ports.tabBeside();
  if (tab?.address == null) return { kind: 'no-tab' };
  // The address is judged before anything is put into the page: pages that are not results are never touched.
  const place = placeOf(tab.address);
  if (place.kind === 'fault') return place;
  const question: PageQuestion = { kind: 'read-page', gestureId };
  const answer = await ports.askPage(tab.id, question).catch(() => null);
  return isPageAnswer(answer, gestureId) ? answer.reading : { kind: 'page-gone' };
}
