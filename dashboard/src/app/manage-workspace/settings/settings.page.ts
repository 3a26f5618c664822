import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import type { Member, Workspace } from '../../../../../event-schemas/src/http/members';
import type { Ask, Tagged } from '../../platform/api/api-client';
import { OwnPermissions } from '../../platform/api/own-permissions';
import { liveLoader } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { PageHeading } from '../../ui/page-heading';
import { WhenReady } from '../../ui/when-ready';
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
  imports: [NameCard, OwnershipCard, PageHeading, SecondFactorRuleCard, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <lg-page-heading [heading]="t.settings.page" [lead]="t.settings.lead">
        @if (permissions.known() && !permissions.may('change-workspace')) {
          <p below class="soft">{{ t.settings.onlyAdmins }}</p>
        }
      </lg-page-heading>
      <ng-container *lgWhenReady="loaded; let settings">
        <lg-name-card [workspace]="settings.workspace" (changed)="loaded.refresh()" />
        <lg-second-factor-rule-card [workspace]="settings.workspace" [members]="settings.members" (changed)="loaded.refresh()" />
        <lg-ownership-card [members]="settings.members" (changed)="loaded.refresh($event)" />
      </ng-container>
    </div>
  `,
})
export class SettingsPage {
  private readonly api = inject(SettingsApi);
  private readonly people = inject(PeopleApi);
  protected readonly t = messages;
  protected readonly permissions = inject(OwnPermissions);
  protected readonly loaded = liveLoader(['workspace', 'members'], (ask) => this.read(ask));

  private async read(ask: Ask): Promise<Settings> {
    const [workspace, members] = await Promise.all([this.api.read(ask), this.people.members(ask), this.permissions.load()]);
    return { workspace, members };
  }
}
