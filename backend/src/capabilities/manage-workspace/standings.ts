import { Injectable } from '@nestjs/common';
import { DeciderRunner } from '../../platform/decider/decider-runner';
import type { Standing } from '../../platform/identity/standings';
import { workspace, workspaceStream } from './domain/workspace';

/** Where accounts stand, from the stream of the workspace: a view may lag behind, and a removed member must be out at once. */
@Injectable()
export class WorkspaceStandings {
  constructor(private readonly runner: DeciderRunner) {}

  async of(accountId: string, workspaceId: string): Promise<Standing | null> {
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    if (state.status === 'absent' || state.ownerAccountId !== accountId) return null;
    return { role: 'owner', suspended: null, secondFactorMissing: false };
  }
}
