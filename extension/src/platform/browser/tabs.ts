export interface PageTab {
  readonly id: number;
  /** Null for hosts that we have no access to. */
  readonly address: string | null;
}

const LINKEDIN = 'https://www.linkedin.com/*';

/** The tab beside the panel. A panel that stands in a tab of its own looks at the LinkedIn tab used last. */
export async function tabBeside(): Promise<PageTab | null> {
  const ownTab = await chrome.tabs.getCurrent();
  const tabs = ownTab === undefined ? await chrome.tabs.query({ active: true, currentWindow: true }) : await chrome.tabs.query({ url: LINKEDIN });
  const [latest] = tabs.sort((left, right) => right.lastAccessed - left.lastAccessed);
  return latest?.id === undefined ? null : { id: latest.id, address: latest.url ?? null };
}

export function onTabChange(listener: () => void): void {
  chrome.tabs.onActivated.addListener(listener);
  chrome.tabs.onUpdated.addListener((_, change) => {
    if (change.url !== undefined || change.status === 'complete') listener();
  });
}

export async function openTab(address: string): Promise<void> {
  await chrome.tabs.create({ url: address });
}
