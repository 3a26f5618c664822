import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Problem } from '../../../../event-schemas/src/http/problem';
import { messages } from '../platform/messages/messages';
import { Icon, type IconName } from './icon';

const FORBIDDEN = '/problems/not-permitted';

/** A problem in place of the content it kept away, with a way to try again. */
@Component({
  selector: 'lg-problem-card',
  imports: [Icon, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alert' },
  template: `
    <span class="sign" [class.calm]="forbidden()"><lg-icon [name]="sign()" /></span>
    @if (main()) {
      <h1>{{ title() }}</h1>
    } @else {
      <h2>{{ title() }}</h2>
    }
    <p class="soft">{{ forbidden() ? t.states.notAllowed : problem().detail }}</p>
    <ng-content />
    @if (retryable() && !forbidden()) {
      <button matButton="outlined" type="button" (click)="retry.emit()">{{ t.states.retry }}</button>
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 10px;
      padding: 56px 24px;
      text-align: center;
    }
    .sign {
      display: grid;
      place-items: center;
      width: 64px;
      height: 64px;
      margin-bottom: 6px;
      border-radius: 20px;
      background: var(--red-soft);
      color: var(--on-red-soft);
    }
    .calm {
      background: var(--grey-soft);
      color: var(--on-grey-soft);
    }
    lg-icon {
      width: 28px;
      height: 28px;
    }
    h1 {
      font-size: 1.25rem;
    }
    p {
      max-width: 56ch;
      margin-bottom: 8px;
      overflow-wrap: anywhere;
    }
  `,
})
export class ProblemCard {
  readonly problem = input.required<Problem>();
  /** In place of the server's title. */
  readonly heading = input<string | null>(null);
  /** True where no other heading names the page. */
  readonly main = input(false);
  readonly retryable = input(true);
  readonly retry = output();
  protected readonly t = messages;
  protected readonly forbidden = computed(() => this.problem().type === FORBIDDEN);
  protected readonly sign = computed((): IconName => {
    if (this.forbidden()) return 'lock';
    return this.problem().status === 0 ? 'offline' : 'alert';
  });
  protected readonly title = computed(() => (this.forbidden() ? messages.states.notAllowedTitle : (this.heading() ?? this.problem().title)));
}
