import { inject, Injectable } from '@angular/core';
import type { OwnWorkspace } from '../../../../../event-schemas/src/http/accounts';
import type { Workspace } from '../../../../../event-schemas/src/http/members';
import type { Page } from '../../../../../event-schemas/src/http/page';
import type { Session } from '../../../../../event-schemas/src/http/sign-in';
import { ApiClient } from './api-client';
import type { RepeatableAct } from './repeatable-act';

/** The workspaces that the signed-in person is in. */
@Injectable({ providedIn: 'root' })
export class WorkspacesApi {
  private readonly api = inject(ApiClient);

  async workspaces(afterPosition: string | null = null): Promise<readonly OwnWorkspace[]> {
    const ask = { afterPosition, signal: new AbortController().signal };
    return (await this.api.get<Page<OwnWorkspace>>('/api/v1/account/workspaces', ask)).items;
  }

  /** Answers with the id of the new one. */
  async create(name: string, act: RepeatableAct): Promise<string> {
    return (await this.api.post<Workspace>('/api/v1/workspaces', { name }, act)).body.id;
  }

  async enter(workspaceId: string): Promise<Session> {
    return (await this.api.post<Session>('/api/v1/sessions/current/workspace', { workspaceId })).body;
  }
}
