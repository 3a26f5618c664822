// The one thing that happens inside a page: a script put there by a click, asked once, gone after its answer.

const READER = 'content.js';
const READER_WAITS_MS = 10_000;

/** Puts the reader into the page and asks it once. Rejects when the page does not allow it or went away. */
export async function askPage(tabId: number, question: unknown): Promise<unknown> {
  await chrome.scripting.executeScript({ target: { tabId }, files: [READER] });
  return chrome.tabs.sendMessage(tabId, question);
}

/** Inside the page: answers the first question of our own panel and stops listening, or stops listening when none comes. */
export function answerOnce(answer: (question: unknown) => Promise<unknown>): void {
  const stop = (): void => {
    clearTimeout(timer);
    chrome.runtime.onMessage.removeListener(listener);
  };
  const listener = (question: unknown, sender: chrome.runtime.MessageSender, reply: (answer: unknown) => void): boolean => {
    if (sender.id !== chrome.runtime.id || sender.url?.startsWith(chrome.runtime.getURL('')) !== true) return false;
    stop();
    void answer(question).then(reply);
    return true;
  };
  const timer = setTimeout(stop, READER_WAITS_MS);
  chrome.runtime.onMessage.addListener(listener);
}
