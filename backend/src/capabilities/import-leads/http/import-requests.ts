import { Injectable } from '@nestjs/common';
import type { ImportView } from '../../../../../event-schemas/src/http/import-leads';
import { requireIdempotencyKey, type RequestFacts } from '../../../platform/http/request-facts';
import { Idempotency } from '../../../platform/idempotency/idempotency';
import { commandContext } from '../../../platform/identity/command-context';
import type { Principal } from '../../../platform/identity/principal';
import { Clock } from '../../../platform/time-and-ids/clock';
import type { ImportContext } from '../commands/answers';
import { ImportAsStored } from '../commands/import-as-stored';
import { GROUNDS } from '../grounds';

/** What the writing routes have in common: one answer per Idempotency-Key, and who asks on what ground. */
@Injectable()
export class ImportRequests {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly imports: ImportAsStored,
  ) {}

  async once<A>(principal: Principal, facts: RequestFacts, route: string, body: unknown, work: (context: ImportContext) => Promise<A>): Promise<A> {
    const { workspaceId } = principal;
    const key = principal.kind === 'browser' ? requireIdempotencyKey(facts) : facts.idempotencyKey;
    const asker = principal.kind === 'api-key' ? principal.sessionId : (principal.browserId ?? principal.accountId);
    const request = { workspaceId, principal: asker, route: `imports: ${route}`, key, body };
    const { answer } = await this.idempotency.once(request, (commandId) =>
      work({ ...commandContext(principal, facts, commandId, this.clock.now(), GROUNDS), workspaceId }),
    );
    return answer;
  }

  /** Stored answers hold nothing sealed, so the path of the page is read from the import's own stream each time. */
  async withPath(view: ImportView): Promise<ImportView> {
    return { ...view, pagePath: (await this.imports.view(view.id)).pagePath };
  }
}
