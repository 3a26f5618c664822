/** A workspace: whose it is and which browsers may import into it. */
import type { NewWorkspaceEvent, WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { accept, reject, type Decider, type Decision, type Recorded } from '../../../platform/decider/decider';

export const workspaceStream = (workspaceId: string): string => `workspace-${workspaceId}`;

type BrowserPaired = Extract<NewWorkspaceEvent, { type: 'BrowserPaired' }>;
type BrowserRevoked = Extract<NewWorkspaceEvent, { type: 'BrowserRevoked' }>;

export interface CreateWorkspace {
  readonly kind: 'CreateWorkspace';
  readonly ownerAccountId: string;
  readonly name: string;
}

export type PairBrowser = { readonly kind: 'PairBrowser'; readonly name: string } & BrowserPaired['clear'];
export type RevokeBrowser = { readonly kind: 'RevokeBrowser' } & BrowserRevoked['clear'];

export type WorkspaceCommand = CreateWorkspace | PairBrowser | RevokeBrowser;
export type WorkspaceRejection = 'WorkspaceAlreadyExists' | 'WorkspaceNotFound' | 'AccountNotMember' | 'BrowserNotFound' | 'TooManyBrowsers';

export interface KnownWorkspace {
  readonly status: 'active';
  readonly ownerAccountId: string;
  /** Null once the workspace's key was destroyed. */
  readonly name: string | null;
  readonly browsers: ReadonlyMap<string, 'active' | 'revoked'>;
}

export type WorkspaceState = { readonly status: 'absent' } | KnownWorkspace;

export const isActiveBrowser = (state: WorkspaceState, browserId: string): boolean => state.status === 'active' && state.browsers.get(browserId) === 'active';

const MOST_ACTIVE_BROWSERS = 100;

const evolve = (state: WorkspaceState, event: Recorded<WorkspaceEvent>): WorkspaceState => {
  if (event.type === 'WorkspaceCreated') {
    return { status: 'active', ownerAccountId: event.clear.ownerAccountId, name: event.personal.workspace?.name ?? null, browsers: new Map() };
  }
  if (state.status === 'absent') return state;
  const status = event.type === 'BrowserPaired' ? 'active' : 'revoked';
  return { ...state, browsers: new Map(state.browsers).set(event.clear.browserId, status) };
};

type WorkspaceDecision = Decision<NewWorkspaceEvent, WorkspaceRejection>;

function create({ ownerAccountId, name }: CreateWorkspace, state: WorkspaceState): WorkspaceDecision {
  if (state.status === 'absent') return accept<NewWorkspaceEvent>({ type: 'WorkspaceCreated', clear: { ownerAccountId }, personal: { workspace: { name } } });
  return state.ownerAccountId === ownerAccountId && state.name === name ? accept() : reject('WorkspaceAlreadyExists');
}

function pair({ kind: _kind, name, ...clear }: PairBrowser, state: WorkspaceState): WorkspaceDecision {
  if (state.status === 'absent') return reject('WorkspaceNotFound');
  if (state.ownerAccountId !== clear.accountId) return reject('AccountNotMember');
  // Paired before, perhaps revoked since: a repeated claim never brings a revoked browser back.
  if (state.browsers.has(clear.browserId)) return accept();
  if ([...state.browsers.values()].filter((status) => status === 'active').length >= MOST_ACTIVE_BROWSERS) return reject('TooManyBrowsers');
  return accept<NewWorkspaceEvent>({ type: 'BrowserPaired', clear, personal: { account: { name } } });
}

function revoke({ browserId, cause }: RevokeBrowser, state: WorkspaceState): WorkspaceDecision {
  if (state.status === 'absent') return reject('WorkspaceNotFound');
  const status = state.browsers.get(browserId);
  if (status === undefined) return reject('BrowserNotFound');
  return status === 'revoked' ? accept() : accept<NewWorkspaceEvent>({ type: 'BrowserRevoked', clear: { browserId, cause }, personal: {} });
}

const decide = (command: WorkspaceCommand, state: WorkspaceState): WorkspaceDecision => {
  switch (command.kind) {
    case 'CreateWorkspace':
      return create(command, state);
    case 'PairBrowser':
      return pair(command, state);
    case 'RevokeBrowser':
      return revoke(command, state);
  }
};

export const workspace: Decider<WorkspaceState, WorkspaceCommand, WorkspaceEvent, NewWorkspaceEvent, WorkspaceRejection> = {
  category: 'workspace',
  initial: { status: 'absent' },
  evolve,
  decide,
  reads: 'opened',
};
