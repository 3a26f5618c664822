import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import type { OwnWorkspace } from '../../../../event-schemas/src/http/accounts';
import { problemOf, refusalOf } from '../platform/api/api-fault';
import { RepeatableAct } from '../platform/api/repeatable-act';
import { SessionStore } from '../platform/api/session-store';
import { WorkspacesApi } from '../platform/api/workspaces.api';
import { messages } from '../platform/messages/messages';
import { type Theme, THEMES, ThemeStore } from '../platform/theme/theme-store';
import { LONGEST_WORKSPACE_NAME } from '../ui/field-rules';
import { Icon, type IconName } from '../ui/icon';
import { Initials } from '../ui/initials';
import { Notices } from '../ui/notices';
import { prompted } from '../ui/prompt-dialog';

const SIGNS: Readonly<Record<Theme, IconName>> = { system: 'system', light: 'sun', dark: 'moon' };

/** Who is signed in where, how the page looks, and the way out. */
@Component({
  selector: 'lg-account-menu',
  imports: [Icon, Initials, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button class="trigger" type="button" [matMenuTriggerFor]="menu" [attr.aria-label]="t.shell.account(name())" (menuOpened)="lookAround()">
      <lg-initials [name]="name()" />
      <span class="who">
        <span class="ellipsis" [title]="name()">{{ name() }}</span>
        <span class="ellipsis soft" [title]="workspace()">{{ workspace() }}</span>
      </span>
      <lg-icon name="unfold" />
    </button>
    <mat-menu #menu="matMenu" yPosition="above">
      @if (workspaces().length > 1) {
        <p class="heading" aria-hidden="true">{{ t.shell.workspaces }}</p>
        <div role="group" [attr.aria-label]="t.shell.workspaces">
          @for (one of workspaces(); track one.id) {
            <button mat-menu-item type="button" role="menuitemradio" [attr.aria-checked]="one.id === workspaceId()" (click)="enter(one.id)">
              <span class="item"
                ><lg-icon name="workspace" /><span class="label">{{ one.name }}</span>
                @if (one.id === workspaceId()) {
                  <lg-icon name="check" />
                }
              </span>
            </button>
          }
        </div>
      }
      @if (workspaceId() !== null) {
        <button mat-menu-item type="button" (click)="make()">
          <span class="item"
            ><lg-icon name="plus" /><span class="label">{{ t.shell.makeWorkspace }}</span></span
          >
        </button>
      }
      <p class="heading" aria-hidden="true">{{ t.shell.theme }}</p>
      <div role="group" [attr.aria-label]="t.shell.theme">
        @for (theme of themes; track theme) {
          <button mat-menu-item type="button" role="menuitemradio" [attr.aria-checked]="theme === chosen()" (click)="choose(theme)">
            <span class="item"
              ><lg-icon [name]="signs[theme]" /><span class="label">{{ t.shell.themes[theme] }}</span>
              @if (theme === chosen()) {
                <lg-icon name="check" />
              }
            </span>
          </button>
        }
      </div>
      <a class="own" mat-menu-item routerLink="/account">
        <span class="item"
          ><lg-icon name="person" /><span class="label">{{ t.shell.ownAccount }}</span></span
        >
      </a>
      <button mat-menu-item type="button" (click)="signOut()">
        <span class="item"
          ><lg-icon name="leave" /><span class="label">{{ t.shell.signOut }}</span></span
        >
      </button>
    </mat-menu>
  `,
  styleUrl: './account-menu.scss',
})
export class AccountMenu {
  private readonly sessions = inject(SessionStore);
  private readonly look = inject(ThemeStore);
  private readonly notices = inject(Notices);
  private readonly api = inject(WorkspacesApi);
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  protected readonly t = messages;
  protected readonly themes = THEMES;
  protected readonly signs = SIGNS;
  protected readonly chosen = this.look.theme;
  protected readonly workspaces = signal<readonly OwnWorkspace[]>([]);
  protected readonly workspaceId = this.sessions.workspaceId;
  protected readonly name = computed(() => this.sessions.session()?.account.displayName ?? '');
  protected readonly workspace = computed(() => this.sessions.session()?.workspace?.name ?? messages.nowhere.short);

  protected lookAround(): void {
    this.api.workspaces().then(
      (items) => this.workspaces.set(items),
      // The menu works without the list; the next opening asks again.
      (fault: unknown) => void problemOf(fault),
    );
  }

  protected enter(workspaceId: string): void {
    if (workspaceId === this.workspaceId()) return;
    this.switchTo(workspaceId).catch((fault: unknown) => this.notices.say(problemOf(fault).detail));
  }

  /** One that was made but could not be entered stands in the menu. */
  protected async make(): Promise<void> {
    const act = new RepeatableAct();
    const made: string[] = [];
    const t = messages.nowhere;
    await prompted(this.dialog, {
      heading: t.make,
      sentence: messages.shell.makeWorkspaceText,
      label: t.name,
      kind: 'line',
      longest: LONGEST_WORKSPACE_NAME,
      confirm: t.submit,
      keep: messages.states.cancel,
      missing: messages.setUp.missingWorkspace,
      danger: false,
      submit: (name) => refusalOf(async () => made.push(await this.api.create(name, act))),
    });
    for (const workspaceId of made) this.enter(workspaceId);
  }

  private async switchTo(workspaceId: string): Promise<void> {
    const session = await this.api.enter(workspaceId);
    // Leads first: the page on the screen may be about something that the other workspace does not have.
    await this.router.navigateByUrl('/leads');
    this.sessions.begin(session);
  }

  protected choose(theme: Theme): void {
    this.look.choose(theme);
  }

  protected signOut(): void {
    this.sessions.signOut().then(
      (reached) => {
        if (reached === 'here') this.notices.say(this.t.shell.signedOutHere);
      },
      (fault: unknown) => this.notices.say(problemOf(fault).detail),
    );
  }
}
