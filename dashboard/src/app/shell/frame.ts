import { ChangeDetectionStrategy, Component, computed, effect, type ElementRef, inject, signal, untracked, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { OwnPermissions } from '../platform/api/own-permissions';
import { SessionStore } from '../platform/api/session-store';
import { LiveUpdates } from '../platform/live/live-updates';
import { OwnStanding } from '../platform/live/own-standing';
import { messages } from '../platform/messages/messages';
import { BrandMark } from '../ui/brand-mark';
import { Icon } from '../ui/icon';
import { KeepsFocus } from '../ui/keeps-focus';
import { AccountMenu } from './account-menu';
import { type Destination, WORK, WORKSPACE } from './destinations';
import { NoWorkspaceCard } from './no-workspace-card';
import { SecondFactorWantedCard } from './second-factor-wanted-card';
import { SuspendedCard } from './suspended-card';

/** Navigation around every page of a signed-in person: at the side on wide screens, at the foot on narrow ones. */
@Component({
  selector: 'lg-frame',
  imports: [
    AccountMenu,
    BrandMark,
    Icon,
    KeepsFocus,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    NoWorkspaceCard,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    SecondFactorWantedCard,
    SuspendedCard,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:online)': 'online.set(true)', '(window:offline)': 'online.set(false)' },
  templateUrl: './frame.html',
  styleUrl: './frame.scss',
})
export class Frame {
  private readonly sessions = inject(SessionStore);
  private readonly live = inject(LiveUpdates);
  private readonly permissions = inject(OwnPermissions);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly path = signal<string | undefined>(undefined);
  protected readonly online = signal(navigator.onLine);
  protected readonly t = messages;
  /** The pages are made anew in another workspace: nothing of the one before stays on the screen. */
  protected readonly places = computed(() => [{ id: this.sessions.workspaceId() }]);
  protected readonly nowhere = this.sessions.nowhere;
  /** One's own account stays open to somebody who is kept out of the workspace. */
  protected readonly barredBy = computed(() => {
    const problem = this.sessions.barred();
    if (this.path() === '/account') return null;
    if (this.nowhere()) return 'no-workspace';
    if (problem === null) return null;
    return problem.type === '/problems/second-factor-required' ? 'second-factor' : 'suspension';
  });
  protected readonly offline = computed(() => !this.online() || this.live.broken());
  protected readonly work = computed(() => this.open(WORK));
  protected readonly workspace = computed(() => this.open(WORKSPACE));
  protected readonly inWorkspace = computed(() => WORKSPACE.some(({ path }) => this.path()?.startsWith(path)));

  constructor() {
    inject(OwnStanding);
    const router = inject(Router);
    router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (!(event instanceof NavigationEnd)) return;
      const path = event.urlAfterRedirects.split(/[?#]/)[0];
      // Another page begins at its top; another filter of the same page does not move it.
      if (path !== this.path()) this.scroller().nativeElement.scrollTop = 0;
      this.path.set(path);
    });
    effect(() => {
      // Signed out here, in another tab, or by the server: nothing of the workspace stays on the screen.
      if (!this.sessions.signedIn()) void router.navigateByUrl('/sign-in');
    });
    effect(() => {
      if (!this.offline() && this.sessions.barred() === null) untracked(() => void this.permissions.load());
    });
  }

  protected skip(main: HTMLElement, event: Event): void {
    // A fragment would stay in the address and in the history.
    event.preventDefault();
    main.focus();
  }

  private open(destinations: readonly Destination[]): readonly Destination[] {
    return destinations.filter(({ permission }) => this.permissions.may(permission));
  }
}
