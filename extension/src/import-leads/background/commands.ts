import type { Handlers } from '../../platform/messages/protocol';
import { StoreFull } from '../../platform/stores/stores';
import type { WorkerPorts } from '../../platform/worker-ports';
import { claimPairing, forgetPairing, startPairing } from '../../sign-in/pair-browser';
import type { Outbox } from './outbox';
import { addPage, close, removeImport, retryImport, type Circumstances, type ImportPage, type QueuedState } from './queue-changes';

/** What the panel can ask for. Each is stored before it is answered; sending comes after. */
export function commandHandlers(ports: WorkerPorts, outbox: Outbox): Handlers {
  const changed = async (change: (state: QueuedState, given: Circumstances) => QueuedState): Promise<null> => {
    const changes = (state: QueuedState): QueuedState => change({ queue: state.queue, progress: state.progress }, circumstances(ports, ''));
    return outbox.sendAfter(() => ports.stores.change((state) => ({ changes: changes(state), result: null })));
  };
  return {
    'decide-disclosure': (decision) =>
      ports.stores.change(({ settings }) => ({
        changes: { settings: { ...settings, disclosure: { ...decision, at: ports.now().toISOString() } } },
        result: null,
      })),
    'start-pairing': ({ address }) => startPairing(ports, address),
    'claim-pairing': ({ code, browserName }) => outbox.sendAfter(() => claimPairing(ports, code, browserName)),
    'forget-pairing': async () => {
      await forgetPairing(ports);
      return null;
    },
    'import-page': (page) => importPage(ports, outbox, page),
    'finish-import': ({ importKey }) => changed((state, given) => close(state, importKey, 'finish', given)),
    'cancel-import': ({ importKey }) => changed((state, given) => close(state, importKey, 'cancel', given)),
    'remove-import': ({ importKey }) => changed((state) => removeImport(state, importKey)),
    'retry-import': ({ importKey }) => changed((state) => retryImport(state, importKey)),
    drain: () => {
      void outbox.drain();
      return Promise.resolve(null);
    },
  };
}

const GESTURE = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

async function importPage(ports: WorkerPorts, outbox: Outbox, page: ImportPage): Promise<'queued' | 'queue-full' | 'not-paired' | 'not-agreed'> {
  if (!GESTURE.test(page.gestureId)) throw new Error('An import needs the gesture of a click.');
  try {
    return await outbox.sendAfter(() =>
      ports.stores.change<'queued' | 'not-paired' | 'not-agreed'>(({ queue, progress, session, settings }) => {
        if (settings.disclosure?.accepted !== true) return { changes: {}, result: 'not-agreed' };
        if (session.status !== 'paired') return { changes: {}, result: 'not-paired' };
        const { importKey: _, ...changes } = addPage({ queue, progress }, page, circumstances(ports, session.workspaceId));
        return { changes, result: 'queued' };
      }),
    );
  } catch (error) {
    if (error instanceof StoreFull) return 'queue-full';
    throw error;
  }
}

const circumstances = (ports: WorkerPorts, workspaceId: string): Circumstances => ({
  now: ports.now().toISOString(),
  newId: ports.newId,
  workspaceId,
  extensionVersion: ports.extensionVersion,
});
