export const shell = {
  skip: 'Skip to content',
  navigation: 'Main',
  account: (name: string): string => `Account of ${name}`,
  theme: 'Appearance',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  signOut: 'Sign out',
  offline: 'No connection to LeadGen. What you see may be out of date; it refreshes by itself when the connection is back.',
  notFoundTitle: 'Page not found',
  notFound: 'There is no page at this address. It may have been mistyped.',
  toLeads: 'Go to leads',
};

export const states = {
  loading: 'Loading',
  retry: 'Try again',
  stale: 'This could not be refreshed:',
  failedTitle: 'This could not be loaded',
  unreachableTitle: 'LeadGen cannot be reached',
  unreachable: 'The LeadGen server does not answer. Check that it is running, then try again.',
  unreadable: 'The LeadGen server answered in a way this page does not understand. Load the page again.',
  tooBusy: 'The views are still catching up. Try again in a moment.',
  more: 'Show more',
  copied: 'Copied',
  copyFailed: 'The browser did not allow copying. Select the code and copy it by hand.',
  newTab: 'opens in a new tab',
  you: 'you',
  justNow: 'just now',
};
