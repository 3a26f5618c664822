import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import type { PasswordProof } from '../../../../../event-schemas/src/http/accounts';
import type { Member } from '../../../../../event-schemas/src/http/members';
import { OwnPermissions } from '../../platform/api/own-permissions';
import { SessionStore } from '../../platform/api/session-store';
import { messages } from '../../platform/messages/messages';
import { withPassword } from '../../sign-in/passwords/with-password';
import { filled } from '../../ui/field-rules';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { Notices } from '../../ui/notices';
import { SelectField } from '../../ui/select-field';
import { SettingsApi } from './settings.api';

/** Who owns the workspace; the owner can hand that on to another member. */
@Component({
  selector: 'lg-ownership-card',
  imports: [MatButton, ReactiveFormsModule, RouterLink, SelectField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <div class="card-head">
        <h2>{{ t.settings.owner }}</h2>
      </div>
      <div class="card-body">
        @if (!permissions.may('transfer-ownership')) {
          <p>{{ t.settings.owns(owner()) }}</p>
        } @else {
          <p>{{ t.settings.youOwn }}</p>
          @if (choices().length > 1) {
            <ul>
              @for (sentence of t.settings.transferText; track sentence) {
                <li>{{ sentence }}</li>
              }
            </ul>
            <form [formGroup]="form" (ngSubmit)="transfer()" novalidate>
              <lg-select-field
                fieldName="newOwner"
                [label]="t.settings.transferTo"
                [choices]="choices()"
                [control]="form.controls.toAccountId"
                [complaint]="tried() && form.invalid ? t.settings.missingChoice : null"
              />
              <button matButton="outlined" type="submit">{{ t.settings.transfer }}</button>
            </form>
          } @else {
            <p class="soft">{{ t.settings.nobodyElse }}</p>
            <a matButton="outlined" routerLink="/members">{{ t.settings.toMembers }}</a>
          }
        }
      </div>
    </section>
  `,
  styleUrl: './settings-card.scss',
})
export class OwnershipCard {
  private readonly api = inject(SettingsApi);
  private readonly dialog = inject(MatDialog);
  private readonly notices = inject(Notices);
  private readonly sessions = inject(SessionStore);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly members = input.required<readonly Member[]>();
  /** With the log position from which on the listing of members shows it. */
  readonly changed = output<string | null>();
  protected readonly t = messages;
  protected readonly permissions = inject(OwnPermissions);
  protected readonly tried = signal(false);
  protected readonly form = new FormGroup({ toAccountId: new FormControl('', { nonNullable: true, validators: [filled] }) });
  /** Until the listing says it too. */
  private readonly handedTo = signal<string | null>(null);
  protected readonly owner = computed(() => this.handedTo() ?? this.members().find(({ role }) => role === 'owner')?.displayName ?? '');
  private readonly candidates = computed(() => this.members().filter(({ role, suspended }) => role !== 'owner' && suspended === null));
  protected readonly choices = computed(() => [
    { value: '', text: messages.settings.choose },
    ...this.candidates().map(({ accountId, displayName, email }) => ({ value: accountId, text: `${displayName} (${email})` })),
  ]);

  protected async transfer(): Promise<void> {
    this.tried.set(true);
    const { toAccountId } = this.form.getRawValue();
    const chosen = this.candidates().find(({ accountId }) => accountId === toAccountId);
    if (chosen === undefined) {
      focusFirstInvalid(this.element);
      return;
    }
    const t = messages.settings;
    const words = { heading: t.transferTitle(chosen.displayName), sentence: t.transferSure(chosen.displayName), confirm: t.transferNow, danger: true };
    await withPassword(this.dialog, words, (proof) => this.handOn(chosen, proof));
  }

  private async handOn({ accountId, displayName }: Member, proof: PasswordProof): Promise<void> {
    const position = await this.api.transferOwnership({ toAccountId: accountId, ...proof });
    this.handedTo.set(displayName);
    this.sessions.workspaceIs({ role: 'admin' });
    this.notices.say(messages.settings.isTransferred(displayName));
    this.changed.emit(position);
  }
}
