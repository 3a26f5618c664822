import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import type { Member, Workspace } from '../../../../../event-schemas/src/http/members';
import type { Tagged } from '../../platform/api/api-client';
import { OwnPermissions } from '../../platform/api/own-permissions';
import { SessionStore } from '../../platform/api/session-store';
import { messages } from '../../platform/messages/messages';
import { withPassword } from '../../sign-in/passwords/with-password';
import { ConflictNote } from '../../ui/conflict-note';
import { Notices } from '../../ui/notices';
import type { Prompt } from '../../ui/prompt-dialog';
import { SettingsApi, type WorkspaceChange } from './settings.api';

/** Whether the workspace asks every member for a second factor. Says before whom that keeps out. */
@Component({
  selector: 'lg-second-factor-rule-card',
  imports: [ConflictNote, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <div class="card-head">
        <h2>{{ t.settings.rule }}</h2>
        <span class="chip" [class.green]="required()">{{ inWords(required()) }}</span>
      </div>
      <div class="card-body">
        <p class="soft">{{ t.settings.ruleText }}</p>
        <p>{{ without().length === 0 ? t.settings.everybodyHas : t.settings.without(without().length, members().length) }}</p>
        @if (met(); as current) {
          <lg-conflict-note
            [current]="inWords(current.value.secondFactorRequired)"
            (take)="take()"
            (overwrite)="save(!current.value.secondFactorRequired, current.etag)"
          />
        } @else if (permissions.may('change-workspace')) {
          @if (required()) {
            <button matButton="outlined" type="button" (click)="save(false, workspace().etag)">{{ t.settings.unrequire }}</button>
          } @else {
            <button matButton="outlined" type="button" (click)="save(true, workspace().etag)">{{ t.settings.require }}</button>
          }
        }
      </div>
    </section>
  `,
  styleUrl: './settings-card.scss',
})
export class SecondFactorRuleCard {
  private readonly api = inject(SettingsApi);
  private readonly dialog = inject(MatDialog);
  private readonly notices = inject(Notices);
  private readonly sessions = inject(SessionStore);
  readonly workspace = input.required<Tagged<Workspace>>();
  readonly members = input.required<readonly Member[]>();
  readonly changed = output();
  protected readonly t = messages;
  protected readonly permissions = inject(OwnPermissions);
  /** What somebody else had made of it when this was to be saved. */
  protected readonly met = signal<Tagged<Workspace> | null>(null);
  protected readonly required = computed(() => this.workspace().value.secondFactorRequired);
  protected readonly without = computed(() => this.members().filter(({ secondFactor }) => !secondFactor));

  protected inWords(required: boolean): string {
    return required ? messages.settings.required : messages.settings.notRequired;
  }

  /** `seen`: the ETag of what stands on the screen while this is decided. */
  protected async save(required: boolean, seen: string | null): Promise<void> {
    await withPassword(this.dialog, { ...this.question(required), danger: false }, async (proof) => {
      this.answered(await this.api.change({ secondFactorRequired: required, ...proof }, seen));
    });
  }

  private question(required: boolean): Pick<Prompt, 'heading' | 'sentence' | 'confirm'> {
    const t = messages.settings;
    if (!required) return { heading: t.unrequireTitle, sentence: t.unrequireText, confirm: t.unrequire };
    const self = this.without().some(({ accountId }) => accountId === this.sessions.session()?.account.id);
    return { heading: t.requireTitle, sentence: t.requireText(this.without().length, self), confirm: t.requireNow };
  }

  protected take(): void {
    this.met.set(null);
    this.changed.emit();
  }

  private answered(change: WorkspaceChange): void {
    this.met.set(change.kind === 'met' ? change.current : null);
    if (change.kind === 'met') return;
    this.notices.say(change.now.value.secondFactorRequired ? messages.settings.isRequired : messages.settings.isUnrequired);
    this.changed.emit();
  }
}
