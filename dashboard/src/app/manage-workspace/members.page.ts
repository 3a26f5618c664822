import { ChangeDetectionStrategy, Component } from '@angular/core';
import { inject } from '@angular/core';
import { OwnPermissions } from '../platform/api/own-permissions';
import { messages } from '../platform/messages/messages';
import { PageHeading } from '../ui/page-heading';
import { InvitationsCard } from './invitations-card';
import { MembersCard } from './members-card';

/** Who is in the workspace, and who is asked to come. */
@Component({
  selector: 'lg-members-page',
  imports: [InvitationsCard, MembersCard, PageHeading],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <lg-page-heading [heading]="t.members.page" [lead]="t.members.lead" />
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
