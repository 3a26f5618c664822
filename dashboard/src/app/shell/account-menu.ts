import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { problemOf } from '../platform/api/api-fault';
import { SessionStore } from '../platform/api/session-store';
import { messages } from '../platform/messages/messages';
import { type Theme, THEMES, ThemeStore } from '../platform/theme/theme-store';
import { Icon, type IconName } from '../ui/icon';
import { Initials } from '../ui/initials';
import { Notices } from '../ui/notices';

const SIGNS: Readonly<Record<Theme, IconName>> = { system: 'system', light: 'sun', dark: 'moon' };

/** Who is signed in where, how the page looks, and the way out. */
@Component({
  selector: 'lg-account-menu',
  imports: [Icon, Initials, MatMenu, MatMenuItem, MatMenuTrigger],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button class="trigger" type="button" [matMenuTriggerFor]="menu" [attr.aria-label]="t.shell.account(name())">
      <lg-initials [name]="name()" />
      <span class="who">
        <span class="ellipsis" [title]="name()">{{ name() }}</span>
        <span class="ellipsis soft" [title]="workspace()">{{ workspace() }}</span>
      </span>
      <lg-icon name="unfold" />
    </button>
    <mat-menu #menu="matMenu" yPosition="above">
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
      <button class="way-out" mat-menu-item type="button" (click)="signOut()">
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
  protected readonly t = messages;
  protected readonly themes = THEMES;
  protected readonly signs = SIGNS;
  protected readonly chosen = this.look.theme;
  protected readonly name = computed(() => this.sessions.session()?.account.displayName ?? '');
  protected readonly workspace = computed(() => this.sessions.session()?.workspace.name ?? '');

  protected choose(theme: Theme): void {
    this.look.choose(theme);
  }

  protected signOut(): void {
    this.sessions.signOut().catch((fault: unknown) => this.notices.say(problemOf(fault).detail));
  }
}
