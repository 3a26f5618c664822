// Messages from the panel to the background context. Pages and scripts inside them are not heard.

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
const REOPEN_AFTER_MS = 250;
/** So long the panel asks again before it says that the extension is broken. */
const PATIENCE_MS = 20_000;

/**
 * The browser may stop the worker before it answers, as often as it likes. What is asked for counts once however often it is asked,
 * so it is asked again until an answer comes. Rejects when none came for twenty seconds.
 */
export async function askWorker(message: unknown): Promise<unknown> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return answered(await chrome.runtime.sendMessage<unknown, unknown>(message));
    } catch (error) {
      if (Date.now() + pause > giveUpAt) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** A worker that dies without a word is no answer. */
function answered(answer: unknown): unknown {
  if (answer === undefined || answer === null) throw new Error('The background context went away before it answered.');
  return answer;
}

/**
 * A line to the background context. It breaks when the browser stops the worker, and is opened again at once, which starts a fresh
 * one: while it is held, nothing waits for the next alarm. Returns what closes it.
 */
export function holdWorker(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let line: chrome.runtime.Port;
  const open = (): void => {
    line = chrome.runtime.connect();
    line.onDisconnect.addListener(() => {
      timer = setTimeout(open, REOPEN_AFTER_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    line.disconnect();
  };
}

export function onPanelMessage(answer: (message: unknown) => Promise<unknown>): void {
  chrome.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (!isOurPage(sender)) return false;
    // Without an answer the panel asks again; it never waits for one that will not come.
    void answer(message).then(reply, () => reply(null));
    return true;
  });
}

/** A panel holds a line: somebody watches, and something waits. */
export function onPanelLine(listener: () => void): void {
  chrome.runtime.onConnect.addListener((line) => {
    if (line.sender !== undefined && isOurPage(line.sender)) listener();
  });
}

const isOurPage = (sender: chrome.runtime.MessageSender): boolean =>
  sender.id === chrome.runtime.id && sender.url?.startsWith(chrome.runtime.getURL('')) === true;
