import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { OwnPermissions } from '../../platform/api/own-permissions';
import { messages } from '../../platform/messages/messages';
import { PageHeading } from '../../ui/page-heading';
import { InvitationsCard } from './invitations-card';
import { MembersCard } from './members-card';

/** Who is in the workspace, and who is asked to come. */
@Component({
  selector: 'lg-members-page',
  imports: [InvitationsCard, MatButton, MembersCard, PageHeading, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <lg-page-heading [heading]="t.members.page" [lead]="t.members.lead">
        <a matButton="outlined" routerLink="/permissions">{{ t.permissions.page }}</a>
      </lg-page-heading>
      <lg-members-card />
      @if (permissions.may('manage-members')) {
        <lg-invitations-card />
      }
    </div>
  `,
})
export class MembersPage {
  protected readonly t = messages;
  protected readonly permissions = inject(OwnPermissions);
}
