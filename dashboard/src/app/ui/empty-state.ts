import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon, type IconName } from './icon';

/** Says why there is nothing here and what to do about it. */
@Component({
  selector: 'lg-empty-state',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="sign"><lg-icon [name]="icon()" /></span>
    @if (main()) {
      <h1>{{ heading() }}</h1>
    } @else {
      <h2>{{ heading() }}</h2>
    }
    <p class="soft">{{ sentence() }}</p>
    <ng-content />
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
      background: var(--accent-soft);
      color: var(--on-accent-soft);
      --icon: 28px;
    }
    .sign lg-icon {
      width: 28px;
      height: 28px;
    }
    h1 {
      font-size: 1.25rem;
    }
    p {
      max-width: 52ch;
    }
  `,
})
export class EmptyState {
  readonly icon = input.required<IconName>();
  readonly heading = input.required<string>();
  readonly sentence = input.required<string>();
  /** True where no other heading names the page. */
  readonly main = input(false);
}
