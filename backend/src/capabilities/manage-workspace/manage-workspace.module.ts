import { Module, type OnModuleInit } from '@nestjs/common';
import { Standings } from '../../platform/identity/standings';
import { BrowserSessions } from './browser-sessions';
import { ClaimPairingHandler } from './commands/claim-pairing';
import { CreateWorkspaceHandler } from './commands/create-workspace';
import { RefreshBrowserHandler } from './commands/refresh-browser';
import { RevokeBrowserHandler } from './commands/revoke-browser';
import { StartPairingHandler } from './commands/start-pairing';
import { BrowsersController } from './http/browsers.controller';
import { PairingController } from './http/pairing.controller';
import { WorkspacesController } from './http/workspaces.controller';
import { Pairings } from './pairing/pairings';
import { BrowsersHandler } from './views/browsers.query';
import { WorkspacesHandler } from './views/workspaces.query';
import { SealedWords } from './sealed-words';
import { WorkspaceStandings } from './standings';
import { WorkspaceNameHandler } from './workspace-name.query';

@Module({
  controllers: [PairingController, BrowsersController, WorkspacesController],
  providers: [
    Pairings,
    BrowserSessions,
    WorkspaceStandings,
    SealedWords,
    ...[CreateWorkspaceHandler, StartPairingHandler, ClaimPairingHandler, RevokeBrowserHandler, RefreshBrowserHandler],
    ...[BrowsersHandler, WorkspacesHandler, WorkspaceNameHandler],
  ],
})
export class ManageWorkspaceModule implements OnModuleInit {
  constructor(
    private readonly pairings: Pairings,
    private readonly standings: Standings,
    private readonly members: WorkspaceStandings,
  ) {}

  onModuleInit(): Promise<void> {
    this.standings.answerFrom((accountId, workspaceId) => this.members.of(accountId, workspaceId));
    return this.pairings.prepare();
  }
}
