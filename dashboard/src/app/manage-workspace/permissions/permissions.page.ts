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
      /* A shadow at the right edge for as long as there is more: what covers it scrolls along, the shadow stays. */
      background:
        linear-gradient(to left, var(--surface) 40%, transparent) right / 48px 100% no-repeat local,
        linear-gradient(to left, color-mix(in srgb, var(--ink) 28%, transparent), transparent) right / 20px 100% no-repeat scroll,
        var(--surface);
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
      position: sticky;
      left: 0;
      z-index: 1;
      padding-left: 24px;
      background: var(--surface);
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
    @media (max-width: 719px) {
      th,
      td {
        padding: 12px 10px;
      }
      th:first-child {
        min-width: 136px;
        padding-left: 16px;
        border-right: 1px solid var(--line);
      }
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
