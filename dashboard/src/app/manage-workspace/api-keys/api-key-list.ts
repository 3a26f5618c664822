import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ApiKey } from '../../../../../event-schemas/src/http/api-keys';
import { SessionStore } from '../../platform/api/session-store';
import { messages } from '../../platform/messages/messages';
import { Icon } from '../../ui/icon';
import { TickingNow } from '../../ui/ticking-now';
import { When } from '../../ui/when';
import { type Expiry, expiryOf } from './expiry';
import { permissionName } from '../permissions/permission-name';

@Component({
  selector: 'lg-api-key-list',
  imports: [Icon, MatButton, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './api-key-list.html',
  styleUrls: ['../entry-list.scss', './api-key-list.scss'],
})
export class ApiKeyList {
  private readonly sessions = inject(SessionStore);
  private readonly now = inject(TickingNow);
  readonly keys = input.required<readonly ApiKey[]>();
  /** Id of the key that is being changed. */
  readonly working = input.required<string | null>();
  /** Whose keys may be rotated: one's own, since a secret acts for the maker of its key. */
  protected readonly self = computed(() => this.sessions.session()?.account.id);
  readonly rotate = output<ApiKey>();
  readonly revoke = output<ApiKey>();
  protected readonly t = messages;
  protected readonly expiryOf = (key: ApiKey): Expiry => expiryOf(key, this.now.ms());
  protected readonly scopes = (key: ApiKey): string => key.scopes.map(permissionName).join(' · ');
}
