import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import type { Member, Workspace } from '../../../../../event-schemas/src/http/members';
import type { Ask, Tagged } from '../../platform/api/api-client';
import { OwnPermissions } from '../../platform/api/own-permissions';
import { liveLoader } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { PageHeading } from '../../ui/page-heading';
import { ProblemCard } from '../../ui/problem-card';
import { SkeletonLines } from '../../ui/skeleton-lines';
import { StaleNote } from '../../ui/stale-note';
import { PeopleApi } from '../members/people.api';
import { NameCard } from './name-card';
import { OwnershipCard } from './ownership-card';
import { SecondFactorRuleCard } from './second-factor-rule-card';
import { SettingsApi } from './settings.api';

interface Settings {
  readonly workspace: Tagged<Workspace>;
  readonly members: readonly Member[];
}

/** Name, rules and owner of the workspace; a role that may only look sees them as they stand. */
@Component({
  selector: 'lg-settings-page',
  imports: [NameCard, OwnershipCard, PageHeading, ProblemCard, SecondFactorRuleCard, SkeletonLines, StaleNote],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <lg-page-heading [heading]="t.settings.page" [lead]="t.settings.lead">
        @if (!permissions.may('change-workspace')) {
          <p below class="soft">{{ t.settings.onlyAdmins }}</p>
        }
      </lg-page-heading>
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
          <lg-name-card [workspace]="state.value.workspace" (changed)="loaded.refresh()" />
          <lg-second-factor-rule-card [workspace]="state.value.workspace" [members]="state.value.members" (changed)="loaded.refresh()" />
          <lg-ownership-card [members]="state.value.members" (changed)="loaded.refresh($event)" />
        }
      }
    </div>
  `,
})
export class SettingsPage {
  private readonly api = inject(SettingsApi);
  private readonly people = inject(PeopleApi);
  protected readonly t = messages;
  protected readonly permissions = inject(OwnPermissions);
  protected readonly loaded = liveLoader([], (ask) => this.read(ask));

  private async read(ask: Ask): Promise<Settings> {
    const [workspace, members] = await Promise.all([this.api.read(ask), this.people.members(ask)]);
    return { workspace, members };
  }
}
