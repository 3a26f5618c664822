// The background context. The browser stops it at will: everything it knows is in the stores, and listeners are registered at once.
import { commandHandlers } from '../import-leads/background/commands';
import { Outbox } from '../import-leads/background/outbox';
import { post } from '../platform/api/api-client';
import { onPanelLine, onPanelMessage } from '../platform/browser/panel-link';
import { keepStorageFromPages, localArea } from '../platform/browser/storage';
import { extensionVersion, onWakeUp, openPanelOnClick, wakeUpIn } from '../platform/browser/worker';
import { dispatch } from '../platform/messages/protocol';
import { Stores } from '../platform/stores/stores';
import type { WorkerPorts } from '../platform/worker-ports';
import { newState } from '../sign-in/new-state';
import { Tokens } from '../sign-in/tokens';

const ready = Promise.all([keepStorageFromPages(), openPanelOnClick()]);
const drain = (): void => void ready.then(() => outbox.drain());
const ports: WorkerPorts = {
  stores: new Stores(localArea),
  post,
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  newState,
  random: () => Math.random(),
  extensionVersion: extensionVersion(),
  wakeIn: wakeUpIn(drain),
};
const outbox = new Outbox(ports, new Tokens(ports));
const handlers = commandHandlers(ports, outbox);

onPanelMessage(async (message) => {
  await ready;
  return dispatch(handlers, message);
});
onPanelLine(drain);
onWakeUp(drain);
drain();
