import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import type { Passkey, SignInMethods } from '../../../../../event-schemas/src/http/accounts';
import { refusalOf } from '../../platform/api/api-fault';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { FormProblem } from '../../ui/form-problem';
import { Notices } from '../../ui/notices';
import { type Prompt, prompted } from '../../ui/prompt-dialog';
import { When } from '../../ui/when';
import { AccountApi } from '../account/account.api';
import { createPasskey, passkeyObstacle } from './browser-passkeys';
import { PasskeysApi } from './passkeys.api';
import { FactorCard } from './factor-card';
import { factorsOf } from './factors-of';
import { LastFactor } from './last-factor';
import { NewPasskey } from './new-passkey';
import { withPassword } from '../passwords/with-password';

const LONGEST_NAME = 80;

/** The passkeys of the account; adding and removing one asks for the password. */
@Component({
  selector: 'lg-passkeys-card',
  imports: [FactorCard, FormProblem, MatButton, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <lg-factor-card [heading]="t.title" [lead]="t.lead" [(codes)]="codes">
      <lg-form-problem [sentence]="sending.problem()" />
      @if (methods().passkeys.length === 0) {
        <p>{{ t.none }}</p>
      } @else {
        <ul [attr.aria-label]="t.title">
          @for (passkey of methods().passkeys; track passkey.id) {
            <li>
              <div class="words">
                <p class="name">{{ passkey.name }}</p>
                <p class="soft">
                  {{ t.added }} <lg-when [at]="passkey.addedAt" /> ·
                  @if (passkey.lastUsedAt; as used) {
                    {{ t.lastUsed }} <lg-when [at]="used" />
                  } @else {
                    {{ t.neverUsed }}
                  }
                </p>
              </div>
              <div class="row">
                <button matButton="outlined" type="button" [attr.aria-label]="t.renameOf(passkey.name)" (click)="rename(passkey)">{{ t.rename }}</button>
                <button matButton="outlined" type="button" [attr.aria-label]="t.removeOf(passkey.name)" (click)="remove(passkey)">{{ t.remove }}</button>
              </div>
            </li>
          }
        </ul>
      }
      @if (obstacle; as why) {
        <p class="soft">{{ why }}</p>
      } @else {
        <div class="actions">
          <button matButton="filled" type="button" [disabled]="sending.working()" disabledInteractive (click)="add()">{{ t.add }}</button>
        </div>
      }
    </lg-factor-card>
  `,
  styleUrl: '../account/account-card.scss',
})
export class PasskeysCard {
  private readonly api = inject(PasskeysApi);
  private readonly account = inject(AccountApi);
  private readonly lastFactor = inject(LastFactor);
  private readonly dialog = inject(MatDialog);
  private readonly notices = inject(Notices);
  readonly methods = input.required<SignInMethods>();
  readonly changed = output();
  protected readonly t = messages.passkeys;
  protected readonly obstacle = passkeyObstacle();
  protected readonly sending = new Sending();
  protected readonly codes = signal<readonly string[] | null>(null);

  protected async add(): Promise<void> {
    const words = { heading: this.t.add, sentence: this.t.passwordText, confirm: this.t.goOn, danger: false };
    const made = await withPassword(this.dialog, words, async (proof) => {
      const { ticket, options } = await this.api.begin(proof);
      return { ticket, response: await createPasskey(options) };
    });
    if (made === null) return;
    const { passkeys } = this.methods();
    const suggested = this.t.suggested(passkeys.length + 1);
    const passkey = new NewPasskey(this.api, this.account, made, passkeys, suggested);
    const naming = { heading: this.t.nameTitle, sentence: this.t.nameText, keep: this.t.nameLater };
    const named = await this.nameAsked(naming, suggested, (name) => this.save(passkey, name));
    // The device holds it already: it must not stay there as one that nobody knows here.
    if (!named) await this.sending.run(() => this.save(passkey, null));
  }

  protected async rename({ id, name }: Passkey): Promise<void> {
    const words = { heading: this.t.renameTitle(name), sentence: this.t.renameText, keep: messages.states.cancel };
    await this.nameAsked(words, name, async (typed) => {
      await this.api.rename(id, typed);
      this.changed.emit();
    });
  }

  protected async remove({ id, name }: Passkey): Promise<void> {
    const words = {
      heading: this.t.removeTitle(name),
      sentence: this.t.removeText,
      warning: await this.lastFactor.warning(this.methods()),
      confirm: this.t.remove,
      danger: true,
    };
    await withPassword(this.dialog, words, async (proof) => {
      await this.api.remove(id, proof);
      this.notices.say(this.t.isRemoved(name));
      this.changed.emit();
    });
  }

  private async save(passkey: NewPasskey, typed: string | null): Promise<void> {
    const { name, recoveryCodes } = await passkey.save(typed);
    // The first second factor of an account comes with codes; an answer that was lost took them along.
    const lost = recoveryCodes === null && factorsOf(this.methods()) === 0;
    this.codes.set(recoveryCodes);
    this.notices.say(lost ? this.t.isAddedWithoutCodes(name) : this.t.isAdded(name));
    this.changed.emit();
  }

  private nameAsked(words: Pick<Prompt, 'heading' | 'sentence' | 'keep'>, initial: string, take: (name: string) => Promise<void>): Promise<boolean> {
    return prompted(this.dialog, {
      ...words,
      label: this.t.name,
      kind: 'line',
      initial,
      longest: LONGEST_NAME,
      confirm: this.t.save,
      missing: this.t.missingName,
      danger: false,
      submit: (name) => refusalOf(() => take(name.trim())),
    });
  }
}
