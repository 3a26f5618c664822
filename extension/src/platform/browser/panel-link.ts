// Messages from the panel to the background context. Pages and scripts inside them are not heard.

const TRIES = 3;

/** The browser may stop the worker before it answers. What is asked for counts once however often it is asked, so it is asked again. */
export async function askWorker(message: unknown): Promise<unknown> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return await chrome.runtime.sendMessage<unknown, unknown>(message);
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

export function onPanelMessage(answer: (message: unknown) => Promise<unknown>): void {
  chrome.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (sender.id !== chrome.runtime.id || sender.url?.startsWith(chrome.runtime.getURL('')) !== true) return false;
    void answer(message).then(reply);
    return true;
  });
}
