import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CreateApiKeyRequest } from '../../../../../event-schemas/src/http/api-keys';
import type { CommandContext } from '../../../platform/decider/command-context';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { ApiKeys } from '../../../platform/identity/api-keys';
import { derivedId } from '../../../platform/time-and-ids/ids';
import { ApiKeySecrets, type ApiKeySecret } from '../api-keys/api-key-secrets';
import { workspace, workspaceStream, type WorkspaceCommand } from '../domain/workspace';
import type { WorkspaceAnswer } from './answers';

/** Nothing in it is secret or personal: the secret is computed when it is shown. */
export type IssuedSecret = (Extract<WorkspaceAnswer, { kind: 'accepted' }> & ApiKeySecret) | Extract<WorkspaceAnswer, { kind: 'rejected' }>;

export class CreateApiKeyCommand extends Command<IssuedSecret> {
  constructor(
    readonly workspaceId: string,
    readonly by: string,
    readonly request: Omit<CreateApiKeyRequest, 'password'>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Another secret for a key; the one before it counts for so many hours more. */
export class RotateApiKeyCommand extends Command<IssuedSecret> {
  constructor(
    readonly workspaceId: string,
    readonly by: string,
    readonly keyId: string,
    readonly overlapHours: number,
    readonly context: CommandContext,
  ) {
    super();
  }
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const later = (instant: string, milliseconds: number): string => new Date(Date.parse(instant) + milliseconds).toISOString();
const secretIdOf = ({ commandId }: CommandContext): string => derivedId(commandId, 'api-key-secret');

@CommandHandler(CreateApiKeyCommand)
export class CreateApiKeyHandler implements ICommandHandler<CreateApiKeyCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly secrets: ApiKeySecrets,
  ) {}

  /**
   * The vault first: the secret counts as soon as the stream names it, and before that it opens nothing. Killed between the two,
   * the same request goes on with the same secret.
   */
  async execute({ workspaceId, by, request, context }: CreateApiKeyCommand): Promise<IssuedSecret> {
    const secret = { workspaceId, keyId: derivedId(context.commandId, 'api-key'), secretId: secretIdOf(context) };
    const { keyId, secretId } = secret;
    const at = context.occurredAt;
    const { name, scopes, days } = request;
    await this.secrets.make(secret);
    const command = { kind: 'CreateApiKey', at, name: name.trim(), keyId, accountId: by, secretId, scopes, expiresAt: later(at, days * DAY_MS) } as const;
    return recorded(this.runner, this.secrets, command, secret, context);
  }
}

@CommandHandler(RotateApiKeyCommand)
export class RotateApiKeyHandler implements ICommandHandler<RotateApiKeyCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly secrets: ApiKeySecrets,
    private readonly keys: ApiKeys,
  ) {}

  /** The vault first, as above. */
  async execute({ workspaceId, by, keyId, overlapHours, context }: RotateApiKeyCommand): Promise<IssuedSecret> {
    const secret = { workspaceId, keyId, secretId: secretIdOf(context) };
    const { secretId } = secret;
    const at = context.occurredAt;
    await this.secrets.make(secret);
    const command = { kind: 'RotateApiKey', at, by, keyId, secretId, olderSecretUntil: later(at, overlapHours * HOUR_MS) } as const;
    const issued = await recorded(this.runner, this.secrets, command, secret, context);
    this.keys.forget();
    return issued;
  }
}

async function recorded(
  runner: DeciderRunner,
  secrets: ApiKeySecrets,
  command: WorkspaceCommand,
  secret: ApiKeySecret,
  context: CommandContext,
): Promise<IssuedSecret> {
  const result = await runner.run(workspace, workspaceStream(secret.workspaceId), command, context);
  if (result.kind === 'accepted') return { kind: 'accepted', revision: result.revision, position: result.position, ...secret };
  await secrets.discard(secret);
  return { kind: 'rejected', reason: result.reason };
}
