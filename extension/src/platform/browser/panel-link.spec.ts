/** @jest-environment node */
import { askWorker, holdWorker, onPanelLine, onPanelMessage } from './panel-link';

type Send = (message: unknown) => Promise<unknown>;
type Broken = () => void;
interface Line {
  readonly breaks: Broken[];
  closed: boolean;
}
type OnMessage = (message: unknown, sender: object, reply: (answer: unknown) => void) => boolean;
type OnConnect = (line: { readonly sender?: object }) => void;

const PANEL = { id: 'leadgen', url: 'chrome-extension://leadgen/side-panel.html' };
let now: number;
let lines: Line[];
let heard: { message: OnMessage | null; connect: OnConnect | null };

/** The part of the browser that is used here; its workers answer as told. */
function browserWith(send: Send): void {
  const connect = (): object => {
    const line: Line = { breaks: [], closed: false };
    lines.push(line);
    return { onDisconnect: { addListener: (broken: Broken) => line.breaks.push(broken) }, disconnect: () => (line.closed = true) };
  };
  const runtime = {
    id: PANEL.id,
    getURL: () => 'chrome-extension://leadgen/',
    sendMessage: send,
    connect,
    onMessage: { addListener: (listener: OnMessage) => (heard.message = listener) },
    onConnect: { addListener: (listener: OnConnect) => (heard.connect = listener) },
  };
  Object.assign(globalThis, { chrome: { runtime } });
}

beforeEach(() => {
  now = Date.parse('2026-11-23T10:00:00.000Z');
  lines = [];
  heard = { message: null, connect: null };
  jest.useFakeTimers({ now });
});
afterEach(() => {
  jest.useRealTimers();
  Reflect.deleteProperty(globalThis, 'chrome');
});

describe('a question to the worker', () => {
  it.each<[string, Send]>([
    ['breaks the connection', () => Promise.reject(new Error('Could not establish connection.'))],
    ['says nothing', () => Promise.resolve(undefined)],
  ])('is asked until it is answered when a worker that is stopped %s', async (_, stopped) => {
    let asked = 0;
    browserWith((message) => ((asked += 1) <= 12 ? stopped(message) : Promise.resolve({ ok: true, answer: message })));
    const answer = askWorker('drain');
    await jest.advanceTimersByTimeAsync(10_000);
    expect([asked, await answer]).toEqual([13, { ok: true, answer: 'drain' }]);
  });

  it('is given up after twenty seconds without any answer', async () => {
    browserWith(() => Promise.reject(new Error('Could not establish connection.')));
    const given = expect(askWorker('drain')).rejects.toThrow('Could not establish connection.');
    await jest.advanceTimersByTimeAsync(20_000);
    await given;
    expect(Date.now() - now).toBe(20_000);
  });
});

describe('a line to the worker', () => {
  it('is opened again, once each time, when the worker is stopped, until it is closed', async () => {
    browserWith(() => Promise.resolve(null));
    const close = holdWorker();
    for (const stop of [1, 2]) {
      lines.at(-1)?.breaks.forEach((broken) => broken());
      await jest.advanceTimersByTimeAsync(250);
      expect(lines).toHaveLength(stop + 1);
    }
    close();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(lines.map((line) => line.closed)).toEqual([false, false, true]);
  });

  it('is not opened again when it broke and was closed before', async () => {
    browserWith(() => Promise.resolve(null));
    const close = holdWorker();
    lines[0]?.breaks.forEach((broken) => broken());
    close();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(lines).toHaveLength(1);
  });
});

describe('the worker', () => {
  it('hears lines and messages of our own pages only', () => {
    browserWith(() => Promise.resolve(null));
    const said: string[] = [];
    onPanelLine(() => said.push('line'));
    onPanelMessage(() => Promise.resolve(said.push('message')));
    for (const sender of [{ id: 'leadgen', url: 'https://www.linkedin.com/' }, { id: 'another', url: PANEL.url }, PANEL]) {
      heard.connect?.({ sender });
      heard.message?.('drain', sender, () => undefined);
    }
    expect(said).toEqual(['line', 'message']);
  });

  it('leaves no question open when it cannot answer', async () => {
    browserWith(() => Promise.resolve(null));
    onPanelMessage(() => Promise.reject(new Error('The storage is broken.')));
    const reply = await new Promise((resolve) => heard.message?.('drain', PANEL, resolve));
    expect(reply).toBeNull();
  });
});
