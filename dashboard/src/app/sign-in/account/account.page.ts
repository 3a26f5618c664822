import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { liveLoader } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { PageHeading } from '../../ui/page-heading';
import { ProblemCard } from '../../ui/problem-card';
import { SkeletonLines } from '../../ui/skeleton-lines';
import { StaleNote } from '../../ui/stale-note';
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
  imports: [DevicesCard, EmailCard, OwnDataCard, PageHeading, PasskeysCard, PasswordCard, ProblemCard, ProfileCard, SecondFactorCard, SkeletonLines, StaleNote],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <lg-page-heading [heading]="t.account.page" [lead]="t.account.lead" />
      @let state = loaded.state();
      @switch (state.status) {
        @case ('loading') {
          <div class="card"><lg-skeleton-lines [lines]="4" /></div>
        }
        @case ('failed') {
          <div class="card"><lg-problem-card [problem]="state.problem" (retry)="loaded.refresh()" /></div>
        }
        @case ('ready') {
          <lg-stale-note [problem]="state.stale" (retry)="loaded.refresh()" />
          <lg-profile-card [account]="state.value" (changed)="loaded.refresh()" />
          <lg-email-card [account]="state.value" (changed)="loaded.refresh()" />
          <lg-password-card
            [changedAt]="state.value.signInMethods.passwordChangedAt"
            [words]="[state.value.email, state.value.displayName]"
            (changed)="loaded.refresh()"
          />
          <lg-second-factor-card [methods]="state.value.signInMethods" (changed)="loaded.refresh($event)" />
          <lg-passkeys-card [passkeys]="state.value.signInMethods.passkeys" (changed)="loaded.refresh()" />
          <lg-devices-card />
          <lg-own-data-card [account]="state.value" />
        }
      }
    </div>
  `,
})
export class AccountPage {
  private readonly api = inject(AccountApi);
  protected readonly t = messages;
  protected readonly loaded = liveLoader([], (ask) => this.api.read(ask));
}
