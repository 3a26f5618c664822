import { Inject, Injectable } from '@nestjs/common';
import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import type { Recorded } from '../../../platform/decider/decider';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { EVENT_STORE, type EventStore } from '../../../platform/event-store/event-store';
import { EventOpener } from '../../../platform/sealing/event-opener';
import { workspace, workspaceStream } from '../domain/workspace';

/** What stands sealed in the stream of a workspace and is needed at once, before a view has it. Empty once the key is gone. */
@Injectable()
export class SealedWords {
  constructor(
    private readonly runner: DeciderRunner,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    private readonly opener: EventOpener,
  ) {}

  async name(workspaceId: string): Promise<string> {
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    if (state.status === 'absent') return '';
    const event = await this.at(workspaceId, state.namedAt);
    const named = event?.type === 'WorkspaceCreated' || event?.type === 'WorkspaceRenamed' ? event.personal.workspace : undefined;
    return named?.name ?? '';
  }

  /** `reasonAt`: revision of the event that suspended. */
  async reason(workspaceId: string, reasonAt: number): Promise<string> {
    const event = await this.at(workspaceId, reasonAt);
    return event?.type === 'MemberSuspended' ? (event.personal.account?.reason ?? '') : '';
  }

  /** `invitedAt`: revision of the event that invited. */
  async invitation(workspaceId: string, invitedAt: number): Promise<{ readonly email: string; readonly actor: string | null; readonly occurredAt: string }> {
    const event = await this.at(workspaceId, invitedAt);
    if (event?.type !== 'MemberInvited') throw new Error('An invitation does not stand where its workspace says');
    const { actor, occurredAt } = event.metadata;
    return { email: event.personal.account?.email ?? '', actor, occurredAt };
  }

  /** `namedAt`: revision of the event that made the key. */
  async apiKey(workspaceId: string, namedAt: number): Promise<{ readonly name: string; readonly occurredAt: string }> {
    const event = await this.at(workspaceId, namedAt);
    if (event?.type !== 'ApiKeyCreated') throw new Error('An API key does not stand where its workspace says');
    return { name: event.personal.workspace?.name ?? '', occurredAt: event.metadata.occurredAt };
  }

  private async at(workspaceId: string, revision: number): Promise<Recorded<WorkspaceEvent> | undefined> {
    const [stored] = await this.events.readStream(workspaceStream(workspaceId), revision, 1);
    const [event] = stored === undefined ? [] : await this.opener.open<WorkspaceEvent>([stored], 'opened');
    return event;
  }
}
