import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { liveLoader } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { PageHeading } from '../../ui/page-heading';
import { WhenReady } from '../../ui/when-ready';
import { AccountApi } from './account.api';
import { DevicesCard } from './devices-card';
import { EmailCard } from './email-card';
import { OwnDataCard } from './own-data-card';
import { PasskeysCard } from '../second-factors/passkeys-card';
import { PasswordCard } from './password-card';
import { ProfileCard } from './profile-card';
import { SecondFactorCard } from '../second-factors/second-factor-card';

/** One's own account, the same in every workspace. */
@Component({
  selector: 'lg-account-page',
  imports: [DevicesCard, EmailCard, OwnDataCard, PageHeading, PasskeysCard, PasswordCard, ProfileCard, SecondFactorCard, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <lg-page-heading [heading]="t.account.page" [lead]="t.account.lead" />
      <ng-container *lgWhenReady="loaded; let account">
        <lg-profile-card [account]="account" (changed)="loaded.refresh()" />
        <lg-email-card [account]="account" (changed)="loaded.refresh()" />
        <lg-password-card [changedAt]="account.signInMethods.passwordChangedAt" [words]="[account.email, account.displayName]" (changed)="loaded.refresh()" />
        <lg-second-factor-card [methods]="account.signInMethods" (changed)="loaded.refresh($event)" />
        <lg-passkeys-card [methods]="account.signInMethods" (changed)="loaded.refresh()" />
        <lg-devices-card />
        <lg-own-data-card [account]="account" />
      </ng-container>
    </div>
  `,
})
export class AccountPage {
  private readonly api = inject(AccountApi);
  protected readonly t = messages;
  protected readonly loaded = liveLoader([], (ask) => this.api.read(ask));
}
