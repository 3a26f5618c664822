import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import type { Standing } from '../../../platform/identity/standings';
import { HasSecondFactorQuery } from '../../sign-in';
import { workspace, workspaceStream } from '../domain/workspace';
import { SealedWords } from '../workspace/sealed-words';

/** Where accounts stand, from the stream of the workspace: a view may lag behind, and a removed member must be out at once. */
@Injectable()
export class WorkspaceStandings {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly words: SealedWords,
    private readonly queries: QueryBus,
  ) {}

  async of(accountId: string, workspaceId: string): Promise<Standing | null> {
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    if (state.status === 'absent') return null;
    const member = state.members.get(accountId);
    if (member === undefined) return null;
    const suspended = member.suspended === null ? null : { reason: await this.words.reason(workspaceId, member.suspended.reasonAt) };
    const secondFactorMissing = state.secondFactorRequired && !(await this.queries.execute(new HasSecondFactorQuery(accountId)));
    return { role: member.role, suspended, secondFactorMissing };
  }
}
