import { Injectable } from '@nestjs/common';
import type { CommandContext } from '../../../platform/decider/command-context';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Idempotency } from '../../../platform/idempotency/idempotency';
import { commandContext } from '../../../platform/identity/command-context';
import type { OwnPrincipal } from '../../../platform/identity/principal';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { GROUNDS } from '../grounds';

/** Who asks on what ground, and one answer per Idempotency-Key. */
@Injectable()
export class WorkspaceRequests {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  context(principal: OwnPrincipal, facts: RequestFacts): CommandContext {
    return commandContext(principal, facts, this.ids.next(), this.clock.now(), GROUNDS);
  }

  /** What the work answers is stored: nothing personal, nothing secret. */
  async once<A>(principal: OwnPrincipal, facts: RequestFacts, route: string, body: unknown, work: (context: CommandContext) => Promise<A>): Promise<A> {
    const { workspaceId, accountId } = principal;
    const request = { workspaceId, principal: accountId, route: `workspace: ${route}`, key: facts.idempotencyKey, body };
    const { answer } = await this.idempotency.once(request, (commandId) => work(commandContext(principal, facts, commandId, this.clock.now(), GROUNDS)));
    return answer;
  }
}
