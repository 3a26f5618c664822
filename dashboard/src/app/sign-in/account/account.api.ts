import { inject, Injectable } from '@angular/core';
import type {
  Account,
  AccountExport,
  ChangeAccountRequest,
  ChangeEmailRequest,
  ChangePasswordRequest,
  DeviceSession,
} from '../../../../../event-schemas/src/http/accounts';
import type { Workspace } from '../../../../../event-schemas/src/http/members';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { ApiClient, type Ask, type Done } from '../../platform/api/api-client';

/** One's own account. */
@Injectable({ providedIn: 'root' })
export class AccountApi {
  private readonly api = inject(ApiClient);

  read(ask: Ask): Promise<Account> {
    return this.api.get<Account>('/api/v1/account', ask);
  }

  change(request: ChangeAccountRequest): Promise<Done<Account>> {
    return this.api.patch<Account>('/api/v1/account', request);
  }

  async changePassword(request: ChangePasswordRequest): Promise<void> {
    await this.api.put('/api/v1/account/password', request);
  }

  async changeEmail(request: ChangeEmailRequest): Promise<void> {
    await this.api.post('/api/v1/account/email-changes', request);
  }

  async giveUpEmail(): Promise<void> {
    await this.api.delete('/api/v1/account/email-changes');
  }

  async devices(ask: Ask): Promise<readonly DeviceSession[]> {
    return (await this.api.get<Page<DeviceSession>>('/api/v1/account/sessions', ask)).items;
  }

  async endSession(id: string): Promise<void> {
    await this.api.delete(`/api/v1/account/sessions/${encodeURIComponent(id)}`);
  }

  async endOtherSessions(): Promise<void> {
    await this.api.delete('/api/v1/account/sessions');
  }

  export(): Promise<AccountExport> {
    return this.api.get<AccountExport>('/api/v1/account/export', { afterPosition: null, signal: new AbortController().signal });
  }

  /** Leaves the workspace of the session. */
  async leave(accountId: string): Promise<void> {
    await this.api.delete(`/api/v1/members/${encodeURIComponent(accountId)}`);
  }

  /** The workspace; refused while the person is suspended. */
  workspace(ask: Ask): Promise<Workspace> {
    return this.api.get<Workspace>('/api/v1/workspace', ask);
  }

  async appeal(workspaceId: string, text: string): Promise<void> {
    await this.api.put(`/api/v1/account/suspension-appeals/${encodeURIComponent(workspaceId)}`, { text });
  }
}
