/** The keys with which programs act for a member. A secret is known here by its id alone; the vault holds what it is recognised by. */
import type { NewWorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { accept, reject } from '../../../platform/decider/decider';
import { isAdmin, type KnownApiKey, type KnownWorkspace, type RecordedWorkspaceEvent, type WorkspaceDecision } from './workspace-state';

type ApiKeyCreated = Extract<NewWorkspaceEvent, { type: 'ApiKeyCreated' }>;
type ApiKeyRotated = Extract<NewWorkspaceEvent, { type: 'ApiKeyRotated' }>;

/** `at` is the instant of the request. */
export type CreateApiKey = { readonly kind: 'CreateApiKey'; readonly at: string; readonly name: string } & ApiKeyCreated['clear'];
export type RotateApiKey = { readonly kind: 'RotateApiKey'; readonly at: string; readonly by: string } & ApiKeyRotated['clear'];

export interface RevokeApiKey {
  readonly kind: 'RevokeApiKey';
  readonly by: string;
  readonly keyId: string;
}

export type ApiKeyCommand = CreateApiKey | RotateApiKey | RevokeApiKey;

type ApiKeyEvent = Extract<RecordedWorkspaceEvent, { type: 'ApiKeyCreated' | 'ApiKeyRotated' | 'ApiKeyRevoked' }>;

const MOST_ACTIVE = 50;

const isActive = ({ status, expiresAt }: KnownApiKey, now: string): boolean => status === 'active' && now < expiresAt;

/** Whether somebody who shows this secret of the key may act with it now. */
export const isGoodSecret = (key: KnownApiKey, secretId: string, now: string): boolean =>
  isActive(key, now) && (key.secretId === secretId || key.olderSecrets.some(({ id, until }) => id === secretId && now < until));

/** The end of every active key of an account. */
export const revokedWith = (state: KnownWorkspace, accountId: string, now: string): readonly NewWorkspaceEvent[] =>
  [...state.apiKeys]
    .filter(([, key]) => key.accountId === accountId && isActive(key, now))
    .map(([keyId]) => ({ type: 'ApiKeyRevoked', clear: { keyId, cause: 'maker-gone' }, personal: {} }));

export function evolveApiKeys(state: KnownWorkspace, event: ApiKeyEvent): KnownWorkspace {
  const { keyId } = event.clear;
  if (event.type === 'ApiKeyCreated') {
    const { accountId, secretId, scopes, expiresAt } = event.clear;
    return withKey(state, keyId, { accountId, scopes, expiresAt, secretId, olderSecrets: [], namedAt: event.revision, status: 'active' });
  }
  const known = state.apiKeys.get(keyId);
  if (known === undefined) return state;
  if (event.type === 'ApiKeyRevoked') return withKey(state, keyId, { ...known, status: 'revoked' });
  const { secretId, olderSecretUntil } = event.clear;
  // An older secret keeps its own end, or takes the new one where that comes first: a second rotation ends nothing before its time.
  const older = known.olderSecrets.map(({ id, until }) => ({ id, until: until < olderSecretUntil ? until : olderSecretUntil }));
  return withKey(state, keyId, { ...known, secretId, olderSecrets: [...older, { id: known.secretId, until: olderSecretUntil }] });
}

const withKey = (state: KnownWorkspace, keyId: string, key: KnownApiKey): KnownWorkspace => ({ ...state, apiKeys: new Map(state.apiKeys).set(keyId, key) });

export function decideApiKeys(command: ApiKeyCommand, state: KnownWorkspace): WorkspaceDecision {
  if (command.kind === 'CreateApiKey') return create(command, state);
  if (!isAdmin(state, command.by)) return reject('NotPermitted');
  const key = state.apiKeys.get(command.keyId);
  if (key === undefined) return reject('ApiKeyNotFound');
  return command.kind === 'RotateApiKey' ? rotate(command, key) : revoke(command, key);
}

function create({ kind: _kind, at, name, ...clear }: CreateApiKey, state: KnownWorkspace): WorkspaceDecision {
  if (!isAdmin(state, clear.accountId)) return reject('NotPermitted');
  // Made before, perhaps revoked since: a repeated request never brings a revoked key back.
  if (state.apiKeys.has(clear.keyId)) return accept();
  if ([...state.apiKeys.values()].filter((key) => isActive(key, at)).length >= MOST_ACTIVE) return reject('TooManyApiKeys');
  return accept<NewWorkspaceEvent>({ type: 'ApiKeyCreated', clear, personal: { workspace: { name } } });
}

function rotate({ kind: _kind, at, by, ...clear }: RotateApiKey, key: KnownApiKey): WorkspaceDecision {
  // The key acts for its maker, so its secrets are theirs alone.
  if (key.accountId !== by) return reject('ApiKeyOfAnother');
  if (key.secretId === clear.secretId || key.olderSecrets.some(({ id }) => id === clear.secretId)) return accept();
  if (!isActive(key, at)) return reject('ApiKeyOver');
  return accept<NewWorkspaceEvent>({ type: 'ApiKeyRotated', clear, personal: {} });
}

const revoke = ({ keyId }: RevokeApiKey, { status }: KnownApiKey): WorkspaceDecision =>
  status === 'revoked' ? accept() : accept<NewWorkspaceEvent>({ type: 'ApiKeyRevoked', clear: { keyId, cause: 'user' }, personal: {} });
