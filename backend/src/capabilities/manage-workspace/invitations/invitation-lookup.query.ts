import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { InvitationLookup } from '../../../../../event-schemas/src/http/members';
import { AccountOfEmailQuery, DOCUMENTS } from '../../sign-in';
import { AGE_RULES } from '../domain/age-rules';
import { SealedWords } from '../workspace/sealed-words';
import { InvitationAsStored } from './invitation-as-stored';
import { InvitationLinks } from './invitation-links';

/** What the page of the link shows. Null for a link that opens nothing: used, taken back, too old, or never made. */
export class InvitationLookupQuery extends Query<InvitationLookup | null> {
  constructor(readonly token: string) {
    super();
  }
}

@QueryHandler(InvitationLookupQuery)
export class InvitationLookupHandler implements IQueryHandler<InvitationLookupQuery> {
  constructor(
    private readonly links: InvitationLinks,
    private readonly invitations: InvitationAsStored,
    private readonly words: SealedWords,
    private readonly queries: QueryBus,
  ) {}

  async execute({ token }: InvitationLookupQuery): Promise<InvitationLookup | null> {
    const link = await this.links.find(token);
    if (link === null) return null;
    const { email, role, invitedBy, state } = await this.invitations.read(link.workspaceId, link.invitationId);
    if (state !== 'open') return null;
    const accountExists = (await this.queries.execute(new AccountOfEmailQuery(email))) !== null;
    const workspaceName = await this.words.name(link.workspaceId);
    return { workspaceName, invitedBy, email, role, accountExists, documents: DOCUMENTS, ageRules: AGE_RULES };
  }
}
