// Messages from the panel to the background context. Pages and scripts inside them are not heard.

export const askWorker = (message: unknown): Promise<unknown> => chrome.runtime.sendMessage(message);

export function onPanelMessage(answer: (message: unknown) => Promise<unknown>): void {
  chrome.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (sender.id !== chrome.runtime.id || sender.url?.startsWith(chrome.runtime.getURL('')) !== true) return false;
    void answer(message).then(reply);
    return true;
  });
}
