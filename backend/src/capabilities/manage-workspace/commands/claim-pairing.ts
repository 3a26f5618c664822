import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BrowserTokens, ClaimPairingRequest } from '../../../../../event-schemas/src/http/manage-workspace';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { commandContext } from '../../../platform/identity/command-context';
import type { SessionIdentity } from '../../../platform/identity/principal';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { BrowserSessions } from '../pairing/browser-sessions';
import { isActiveBrowser } from '../domain/browsers';
import { workspace, workspaceStream } from '../domain/workspace';
import type { WorkspaceRejection } from '../domain/workspace-state';
import { GROUNDS } from '../grounds';
import { Pairings } from '../pairing/pairings';

export type ClaimPairingResult =
  | { readonly kind: 'paired'; readonly tokens: BrowserTokens; readonly position: string }
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'rejected'; readonly reason: WorkspaceRejection };

export class ClaimPairingCommand extends Command<ClaimPairingResult> {
  constructor(
    readonly request: ClaimPairingRequest,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(ClaimPairingCommand)
export class ClaimPairingHandler implements ICommandHandler<ClaimPairingCommand> {
  constructor(
    private readonly pairings: Pairings,
    private readonly runner: DeciderRunner,
    private readonly families: SessionFamilies,
    private readonly sessions: BrowserSessions,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute({ request, facts }: ClaimPairingCommand): Promise<ClaimPairingResult> {
    const fresh = { commandId: this.ids.next(), browserId: this.ids.next(), sessionId: this.ids.next() };
    const claimed = await this.pairings.claim(request.state, request.code, facts.idempotencyKey, fresh);
    if (claimed === null) return { kind: 'wrong-code' };
    const { commandId, browserId, sessionId, accountId, workspaceId } = claimed;
    const identity: SessionIdentity = { kind: 'browser', accountId, workspaceId, browserId, sessionId };
    const { browserName: name, extensionVersion } = request;
    const result = await this.runner.run(
      workspace,
      workspaceStream(workspaceId),
      { kind: 'PairBrowser', browserId, accountId, extensionVersion, name },
      commandContext(identity, facts, commandId, this.clock.now(), GROUNDS),
    );
    if (result.kind === 'rejected') return result;
    const refresh = await this.families.open(identity);
    // A claim that was killed half-way may come back after the browser was revoked, and a slow one after its pairing was
    // withdrawn. Asked once the session is open: a revocation that is recorded later than this ends it.
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    if (!isActiveBrowser(state, browserId) || !(await this.pairings.stands(request.state, claimed))) {
      await this.families.endBrowser(workspaceId, browserId);
      const context = commandContext(identity, facts, this.ids.next(), this.clock.now(), GROUNDS);
      await this.runner.run(workspace, workspaceStream(workspaceId), { kind: 'RevokeBrowser', browserId, cause: 'user' }, context);
      return { kind: 'wrong-code' };
    }
    return { kind: 'paired', tokens: await this.sessions.tokens(identity, refresh), position: result.position };
  }
}
