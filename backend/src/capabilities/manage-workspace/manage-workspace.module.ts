import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { Standings } from '../../platform/identity/standings';
import { ApiKeyIdentities } from './api-keys/api-key-identities';
import { ApiKeySecrets } from './api-keys/api-key-secrets';
import { IssuedApiKeyHandler } from './api-keys/issued-api-key.query';
import { BrowserSessions } from './pairing/browser-sessions';
import { AcceptInvitationHandler } from './commands/accept-invitation';
import { ActInWorkspaceHandler } from './commands/act-in-workspace';
import { ClaimPairingHandler } from './commands/claim-pairing';
import { CreateWorkspaceHandler } from './commands/create-workspace';
import { EndBrowsersHandler } from './commands/end-browsers';
import { InviteMemberHandler, ResendInvitationHandler } from './commands/invite-member';
import { CreateApiKeyHandler, RotateApiKeyHandler } from './commands/issue-api-key';
import { RefreshBrowserHandler } from './commands/refresh-browser';
import { RemoveMemberHandler } from './commands/remove-member';
import { RevokeBrowserHandler } from './commands/revoke-browser';
import { RevokeInvitationHandler } from './commands/revoke-invitation';
import { SendInvitationHandler } from './commands/send-invitation';
import { StartPairingHandler } from './commands/start-pairing';
import { UnpairBrowsersHandler } from './commands/unpair-browsers';
import { ApiKeysController } from './http/api-keys/api-keys.controller';
import { BrowsersController } from './http/browsers/browsers.controller';
import { InvitationsController } from './http/invitations/invitations.controller';
import { JoiningController } from './http/invitations/joining.controller';
import { MembersController } from './http/members/members.controller';
import { OwnershipController } from './http/members/ownership.controller';
import { PairingController } from './http/browsers/pairing.controller';
import { WorkspaceRequests } from './http/workspace-requests';
import { WorkspacesController } from './http/workspace/workspaces.controller';
import { InvitationAsStored } from './invitations/invitation-as-stored';
import { InvitationLinks } from './invitations/invitation-links';
import { InvitationLookupHandler } from './invitations/invitation-lookup.query';
import { MemberLimitsModule } from './members/member-limits.query';
import { MemberNowHandler } from './members/member-now.query';
import { Pairings } from './pairing/pairings';
import { SealedWords } from './workspace/sealed-words';
import { WorkspaceStandings } from './members/standings';
import { AccountNames } from './members/account-names';
import { ApiKeysHandler } from './views/api-keys.query';
import { BrowsersHandler } from './views/browsers.query';
import { InvitationsHandler } from './views/invitations.query';
import { MembersHandler } from './views/members.query';
import { WorkspacesHandler } from './views/workspaces.query';
import { WorkspaceNameHandler } from './workspace/workspace-name.query';
import { WorkspaceNowHandler } from './workspace/workspace-now.query';
import { WORKSPACE_OPTIONS, type WorkspaceOptions } from './workspace-options';

@Module({})
export class ManageWorkspaceModule implements OnModuleInit {
  constructor(
    private readonly pairings: Pairings,
    private readonly links: InvitationLinks,
    private readonly standings: Standings,
    private readonly members: WorkspaceStandings,
    private readonly keys: ApiKeyIdentities,
  ) {}

  static forRoot(options: WorkspaceOptions): DynamicModule {
    return {
      module: ManageWorkspaceModule,
      imports: [MemberLimitsModule],
      controllers: [
        PairingController,
        BrowsersController,
        WorkspacesController,
        MembersController,
        InvitationsController,
        JoiningController,
        OwnershipController,
        ApiKeysController,
      ],
      providers: [
        { provide: WORKSPACE_OPTIONS, useValue: options },
        ...[Pairings, BrowserSessions, WorkspaceStandings, SealedWords, WorkspaceRequests, InvitationLinks, InvitationAsStored, AccountNames],
        ...[CreateWorkspaceHandler, StartPairingHandler, ClaimPairingHandler, RevokeBrowserHandler, RefreshBrowserHandler],
        ...[EndBrowsersHandler, UnpairBrowsersHandler],
        ...[ActInWorkspaceHandler, RemoveMemberHandler, InviteMemberHandler, ResendInvitationHandler, RevokeInvitationHandler],
        ...[SendInvitationHandler, AcceptInvitationHandler],
        ...[BrowsersHandler, WorkspacesHandler, WorkspaceNameHandler, WorkspaceNowHandler, MembersHandler, MemberNowHandler],
        ...[InvitationsHandler, InvitationLookupHandler],
        ...[ApiKeySecrets, ApiKeyIdentities, CreateApiKeyHandler, RotateApiKeyHandler, IssuedApiKeyHandler, ApiKeysHandler],
      ],
    };
  }

  async onModuleInit(): Promise<void> {
    this.standings.answerFrom((accountId, workspaceId) => this.members.of(accountId, workspaceId));
    await this.pairings.prepare();
    await this.links.prepare();
    await this.keys.prepare();
  }
}
