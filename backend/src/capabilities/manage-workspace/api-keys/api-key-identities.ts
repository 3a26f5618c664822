import { Injectable } from '@nestjs/common';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { ApiKeys, type ApiKeyIdentity } from '../../../platform/identity/api-keys';
import { Clock } from '../../../platform/time-and-ids/clock';
import { isGoodSecret } from '../domain/api-keys';
import { workspace, workspaceStream } from '../domain/workspace';
import { ApiKeySecrets } from './api-key-secrets';

/** Whose key a secret is. The vault finds the key; the stream says whether it counts, so that a vault that is behind lets nobody in. */
@Injectable()
export class ApiKeyIdentities {
  constructor(
    private readonly secrets: ApiKeySecrets,
    private readonly runner: DeciderRunner,
    private readonly clock: Clock,
    private readonly keys: ApiKeys,
  ) {}

  /** From now on requests are asked for keys here. */
  async prepare(): Promise<void> {
    await this.secrets.prepare();
    this.keys.answerFrom((secret) => this.of(secret));
  }

  async of(text: string): Promise<ApiKeyIdentity | null> {
    const secret = await this.secrets.find(text);
    if (secret === null) return null;
    const { keyId, secretId, workspaceId } = secret;
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    const key = state.status === 'absent' ? undefined : state.apiKeys.get(keyId);
    if (key === undefined || !isGoodSecret(key, secretId, this.clock.now())) return null;
    await this.secrets.noteUse(secret);
    return { keyId, workspaceId, accountId: key.accountId, scopes: key.scopes };
  }
}
