import { Injectable } from '@nestjs/common';
import { DeciderRunner } from '../../platform/decider/decider-runner';
import { workspace, workspaceStream } from './domain/workspace';

/** What signing in and pairing need to know at once, so from the stream and not from a view that may lag behind. */
@Injectable()
export class WorkspaceFacts {
  constructor(private readonly runner: DeciderRunner) {}

  /** Empty when the name can no longer be read. */
  async name(workspaceId: string): Promise<string> {
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    return state.status === 'absent' ? '' : (state.name ?? '');
  }
}
