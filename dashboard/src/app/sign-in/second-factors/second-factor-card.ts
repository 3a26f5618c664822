import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import type { SignInMethods, TotpSetUp } from '../../../../../event-schemas/src/http/accounts';
import { messages } from '../../platform/messages/messages';
import { Notices } from '../../ui/notices';
import { When } from '../../ui/when';
import { AuthenticatorSetUp } from './authenticator-set-up';
import { FactorCard } from './factor-card';
import { factorsOf } from './factors-of';
import { LastFactor } from './last-factor';
import { SecondFactorApi } from './second-factor.api';
import { withPassword } from '../passwords/with-password';

/** The authenticator app of the account and its recovery codes; every act on them asks for the password. */
@Component({
  selector: 'lg-second-factor-card',
  imports: [AuthenticatorSetUp, FactorCard, MatButton, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <lg-factor-card [heading]="t.title" [lead]="t.lead" [(codes)]="codes">
      @if (setUp(); as begun) {
        <lg-authenticator-set-up [setUp]="begun" (confirmed)="confirmed($event)" (cancelled)="setUp.set(null)" />
      } @else {
        @if (methods().totp; as app) {
          <p>{{ t.app }} · {{ t.added }} <lg-when [at]="app.addedAt" /></p>
        } @else {
          <p>{{ methods().passkeys.length === 0 ? t.none : t.onlyPasskeys }}</p>
        }
        @if (hasAny()) {
          <p class="soft">{{ t.codesLeft(methods().recoveryCodes) }}</p>
        }
        <div class="row actions">
          @if (methods().totp === null) {
            <button matButton="filled" type="button" (click)="add()">{{ t.add }}</button>
          }
          @if (hasAny()) {
            <button matButton="outlined" type="button" (click)="renewCodes()">{{ t.newCodes }}</button>
          }
          @if (methods().totp !== null) {
            <button matButton="outlined" type="button" (click)="remove()">{{ t.remove }}</button>
          }
        </div>
      }
    </lg-factor-card>
  `,
  styleUrls: ['../account/account-card.scss', './second-factor.scss'],
})
export class SecondFactorCard {
  private readonly api = inject(SecondFactorApi);
  private readonly lastFactor = inject(LastFactor);
  private readonly dialog = inject(MatDialog);
  private readonly notices = inject(Notices);
  readonly methods = input.required<SignInMethods>();
  /** With the log position from which on the account shows it, where the server told one. */
  readonly changed = output<string | null>();
  protected readonly t = messages.secondFactor;
  protected readonly hasAny = computed(() => factorsOf(this.methods()) > 0);
  protected readonly setUp = signal<TotpSetUp | null>(null);
  protected readonly codes = signal<readonly string[] | null>(null);

  protected async add(): Promise<void> {
    const words = { heading: this.t.add, sentence: this.t.passwordText, confirm: this.t.add, danger: false };
    await withPassword(this.dialog, words, async (proof) => {
      this.setUp.set(await this.api.begin(proof));
    });
  }

  protected confirmed(codes: readonly string[]): void {
    this.setUp.set(null);
    this.codes.set(codes.length === 0 ? null : codes);
    this.notices.say(this.t.isAdded);
    this.changed.emit(null);
  }

  protected async renewCodes(): Promise<void> {
    const words = { heading: this.t.newCodesTitle, sentence: this.t.newCodesText, confirm: this.t.newCodes, danger: false };
    await withPassword(this.dialog, words, async (proof) => {
      this.codes.set(await this.api.newCodes(proof));
      this.changed.emit(null);
    });
  }

  protected async remove(): Promise<void> {
    const words = {
      heading: this.t.removeTitle,
      sentence: this.t.removeText,
      warning: await this.lastFactor.warning(this.methods()),
      confirm: this.t.remove,
      danger: true,
    };
    await withPassword(this.dialog, words, async (proof) => {
      const position = await this.api.remove(proof);
      this.notices.say(this.t.isRemoved);
      this.changed.emit(position);
    });
  }
}
