import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { IssuedApiKey } from '../../../../../event-schemas/src/http/api-keys';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { Clock } from '../../../platform/time-and-ids/clock';
import { AccountNames } from '../members/account-names';
import { workspace, workspaceStream } from '../domain/workspace';
import { SealedWords } from '../workspace/sealed-words';
import { ApiKeySecrets, type ApiKeySecret } from './api-key-secrets';
import { shownApiKey } from './shown-api-key';

/** The key as its stream says, before a view has it, with its secret. Null when the secret can no longer be shown. */
export class IssuedApiKeyQuery extends Query<IssuedApiKey | null> {
  constructor(readonly secret: ApiKeySecret) {
    super();
  }
}

@QueryHandler(IssuedApiKeyQuery)
export class IssuedApiKeyHandler implements IQueryHandler<IssuedApiKeyQuery> {
  constructor(
    private readonly secrets: ApiKeySecrets,
    private readonly runner: DeciderRunner,
    private readonly words: SealedWords,
    private readonly names: AccountNames,
    private readonly clock: Clock,
  ) {}

  async execute({ secret }: IssuedApiKeyQuery): Promise<IssuedApiKey | null> {
    const { keyId, workspaceId } = secret;
    const text = await this.secrets.show(secret);
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    const key = state.status === 'absent' ? undefined : state.apiKeys.get(keyId);
    if (text === null || key === undefined) return null;
    const { name, occurredAt } = await this.words.apiKey(workspaceId, key.namedAt);
    const [names, uses] = await Promise.all([this.names.of([key.accountId]), this.secrets.lastUses(workspaceId)]);
    const recorded = { ...key, name, createdAt: occurredAt, olderSecretUntil: key.olderSecrets.at(-1)?.until ?? null };
    return { ...shownApiKey(keyId, recorded, names(key.accountId).displayName, uses.get(keyId) ?? null, this.clock.now()), secret: text };
  }
}
