import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MEMBER_ROLES, type PermissionRow } from '../../../../../event-schemas/src/http/members';
import { PermissionsApi } from '../../platform/api/permissions.api';
import { liveLoader } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { Icon } from '../../ui/icon';
import { PageHeading } from '../../ui/page-heading';
import { WhenReady } from '../../ui/when-ready';
import { permissionName } from './permission-name';

/** Who may do what in this workspace, from the table that guards every route of the server. */
@Component({
  selector: 'lg-permissions-page',
  imports: [Icon, PageHeading, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <lg-page-heading [heading]="t.permissions.page" [lead]="t.permissions.lead" />
      <ng-container *lgWhenReady="loaded; let rows; lines: 8; rowHeight: 48">
        <div class="card scroller" tabindex="0" role="region" [attr.aria-label]="t.permissions.page">
          <table>
            <thead>
              <tr>
                <th scope="col">{{ t.permissions.act }}</th>
                @for (role of roles; track role) {
                  <th scope="col">{{ t.members.roles[role] }}</th>
                }
                <th scope="col">{{ t.permissions.browser }}</th>
                <th scope="col">{{ t.permissions.apiKey }}</th>
              </tr>
            </thead>
            <tbody>
              @for (row of rows; track row.permission) {
                <tr>
                  <th scope="row">{{ permissionName(row.permission) }}</th>
                  @for (allowed of cellsOf(row); track $index) {
                    <td>
                      @if (allowed) {
                        <lg-icon name="check" /><span class="visually-hidden">{{ t.permissions.yes }}</span>
                      } @else {
                        <span aria-hidden="true">–</span><span class="visually-hidden">{{ t.permissions.no }}</span>
                      }
                    </td>
                  }
                </tr>
              }
            </tbody>
          </table>
        </div>
      </ng-container>
    </div>
  `,
  styles: `
    .scroller {
      position: relative;
      overflow-x: auto;
    }
    table {
      width: 100%;
      border-collapse: collapse;
    }
    th,
    td {
      padding: 12px 16px;
      border-bottom: 1px solid var(--line);
      text-align: center;
    }
    tr:last-child > th[scope='row'],
    tr:last-child > td {
      border-bottom: 0;
    }
    th {
      font-size: 0.875rem;
      font-weight: 600;
    }
    th:first-child {
      padding-left: 24px;
      text-align: left;
    }
    th[scope='row'] {
      font-weight: 450;
    }
    td {
      color: var(--ink-soft);
    }
    lg-icon {
      color: var(--accent);
      vertical-align: middle;
    }
  `,
})
export class PermissionsPage {
  private readonly api = inject(PermissionsApi);
  protected readonly t = messages;
  protected readonly roles = MEMBER_ROLES;
  protected readonly permissionName = permissionName;
  protected readonly loaded = liveLoader([], (ask) => this.api.table(ask));

  /** In the order of the columns. */
  protected cellsOf({ roles, browser, apiKey }: PermissionRow): readonly boolean[] {
    return [...MEMBER_ROLES.map((role) => roles.includes(role)), browser, apiKey];
  }
}
