import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import type { ApiKey, IssuedApiKey } from '../../../../../event-schemas/src/http/api-keys';
import type { Done } from '../../platform/api/api-client';
import { RepeatableAct } from '../../platform/api/repeatable-act';
import { Acting } from '../../platform/loading/acting';
import { liveLoader } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { withPassword } from '../../sign-in/passwords/with-password';
import { asked } from '../../ui/confirm-dialog';
import { EmptyState } from '../../ui/empty-state';
import { Notices } from '../../ui/notices';
import { PageHeading } from '../../ui/page-heading';
import { prompted } from '../../ui/prompt-dialog';
import { WhenReady } from '../../ui/when-ready';
import { ApiKeyList } from './api-key-list';
import { ApiKeySecret } from './api-key-secret';
import { ApiKeysApi } from './api-keys.api';
import { MakeApiKeyCard } from './make-api-key-card';
import { overlapOf } from './overlap';

/** The keys with which programs act in the workspace. */
@Component({
  selector: 'lg-api-keys-page',
  imports: [ApiKeyList, ApiKeySecret, EmptyState, MakeApiKeyCard, MatButton, PageHeading, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <lg-page-heading [heading]="t.apiKeys.page" [lead]="t.apiKeys.lead">
        <a matButton="outlined" href="/api/docs">{{ t.apiKeys.reference }}</a>
      </lg-page-heading>
      @if (issued(); as key) {
        <lg-api-key-secret [key]="key" (kept)="issued.set(null)" />
      }
      <ng-container *lgWhenReady="loaded; let keys; lines: 3; rowHeight: 96">
        @if (keys.length === 0) {
          <div class="card"><lg-empty-state icon="key" [heading]="t.apiKeys.emptyTitle" [sentence]="t.apiKeys.empty" /></div>
        } @else {
          <lg-api-key-list class="card" [keys]="keys" [working]="acting.on()" (rotate)="rotate($event)" (revoke)="revoke($event)" />
        }
        <lg-make-api-key-card (made)="show($event)" />
      </ng-container>
    </div>
  `,
})
export class ApiKeysPage {
  private readonly api = inject(ApiKeysApi);
  private readonly dialog = inject(MatDialog);
  private readonly notices = inject(Notices);
  protected readonly t = messages;
  protected readonly acting = new Acting();
  protected readonly issued = signal<IssuedApiKey | null>(null);
  protected readonly loaded = liveLoader(['api-keys'], (ask) => this.api.list(ask));

  protected show({ body, position }: Done<IssuedApiKey>): void {
    this.issued.set(body);
    this.loaded.refresh(position);
  }

  protected async rotate(key: ApiKey): Promise<void> {
    const t = messages.apiKeys;
    const overlaps: number[] = [];
    await prompted(this.dialog, {
      heading: t.rotateTitle(key.name),
      sentence: t.rotateText,
      label: t.overlap,
      kind: 'line',
      initial: '24',
      longest: 3,
      confirm: t.rotateNext,
      keep: messages.states.cancel,
      missing: t.badOverlap,
      danger: false,
      submit: (hours) => {
        const overlap = overlapOf(hours);
        if (overlap !== null) overlaps.push(overlap);
        return Promise.resolve(overlap === null ? t.badOverlap : null);
      },
    });
    const [overlapHours] = overlaps;
    if (overlapHours === undefined) return;
    const rotating = new RepeatableAct();
    const words = { heading: t.rotateTitle(key.name), sentence: t.rotateProof(overlapHours), confirm: t.rotateNow, danger: false };
    const rotated = await withPassword(this.dialog, words, (proof) => this.api.rotate(key.id, { overlapHours, ...proof }, rotating));
    // Only now, since a dialog that closes gives the focus back to the button that opened it.
    if (rotated !== null) this.show(rotated);
  }

  protected async revoke(key: ApiKey): Promise<void> {
    const t = messages.apiKeys;
    const question = { heading: t.revokeTitle(key.name), sentence: t.revokeText, confirm: t.revoke, keep: t.keep };
    if (!(await asked(this.dialog, question))) return;
    const refusal = await this.acting.refusalOf(key.id, async () => {
      this.loaded.refresh(await this.api.revoke(key.id));
      if (this.issued()?.id === key.id) this.issued.set(null);
    });
    this.notices.say(refusal ?? t.isRevoked(key.name));
  }
}
