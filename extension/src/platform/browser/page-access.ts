// Access to LinkedIn pages. The browser grants hosts whole, whatever the path; the panel says so before it asks.

const ACCESS = { origins: ['https://www.linkedin.com/*'] };

export const hasPageAccess = (): Promise<boolean> => chrome.permissions.contains(ACCESS);

/** Must be called while the click that asked for it is being handled. */
export const requestPageAccess = (): Promise<boolean> => chrome.permissions.request(ACCESS);

export const givePageAccessBack = (): Promise<boolean> => chrome.permissions.remove(ACCESS);

export function onPageAccessChange(listener: () => void): void {
  chrome.permissions.onAdded.addListener(listener);
  chrome.permissions.onRemoved.addListener(listener);
}
