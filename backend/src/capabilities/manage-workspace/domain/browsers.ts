/** Which browsers may import into a workspace. */
import type { NewWorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { accept, reject } from '../../../platform/decider/decider';
import { activeMember, type KnownWorkspace, type WorkspaceDecision, type WorkspaceState } from './workspace-state';

export type BrowserPaired = Extract<NewWorkspaceEvent, { type: 'BrowserPaired' }>;
export type BrowserRevoked = Extract<NewWorkspaceEvent, { type: 'BrowserRevoked' }>;

export type PairBrowser = { readonly kind: 'PairBrowser'; readonly name: string } & BrowserPaired['clear'];
export type RevokeBrowser = { readonly kind: 'RevokeBrowser' } & BrowserRevoked['clear'];

const MOST_ACTIVE_BROWSERS = 100;

export const isActiveBrowser = (state: WorkspaceState, browserId: string): boolean =>
  state.status === 'active' && state.browsers.get(browserId)?.status === 'active';

/** Browsers of the account that may still act. */
export const activeBrowsersOf = (state: KnownWorkspace, accountId: string): readonly string[] =>
  [...state.browsers].filter(([, browser]) => browser.accountId === accountId && browser.status === 'active').map(([browserId]) => browserId);

export const withPaired = (state: KnownWorkspace, { browserId, accountId }: Pick<BrowserPaired['clear'], 'browserId' | 'accountId'>): KnownWorkspace => ({
  ...state,
  browsers: new Map(state.browsers).set(browserId, { accountId, status: 'active' }),
});

export function withRevoked(state: KnownWorkspace, browserId: string): KnownWorkspace {
  const known = state.browsers.get(browserId);
  return known === undefined ? state : { ...state, browsers: new Map(state.browsers).set(browserId, { ...known, status: 'revoked' }) };
}

export function pair({ kind: _kind, name, ...clear }: PairBrowser, state: KnownWorkspace): WorkspaceDecision {
  if (activeMember(state, clear.accountId) === null) return reject('AccountNotMember');
  // Paired before, perhaps revoked since: a repeated claim never brings a revoked browser back.
  if (state.browsers.has(clear.browserId)) return accept();
  if ([...state.browsers.values()].filter(({ status }) => status === 'active').length >= MOST_ACTIVE_BROWSERS) return reject('TooManyBrowsers');
  return accept<NewWorkspaceEvent>({ type: 'BrowserPaired', clear, personal: { account: { name } } });
}

export function revoke({ browserId, cause }: RevokeBrowser, state: KnownWorkspace): WorkspaceDecision {
  const browser = state.browsers.get(browserId);
  if (browser === undefined) return reject('BrowserNotFound');
  return browser.status === 'revoked' ? accept() : accept<NewWorkspaceEvent>({ type: 'BrowserRevoked', clear: { browserId, cause }, personal: {} });
}
