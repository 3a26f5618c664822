import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink, type UrlTree } from '@angular/router';
import { Icon } from './icon';

@Component({
  selector: 'lg-back-link',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<a [routerLink]="to()"><lg-icon name="back" />{{ text() }}</a>`,
  styles: `
    a {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      margin-left: -2px;
      border-radius: 6px;
      color: var(--ink-soft);
      font-size: 0.875rem;
      font-weight: 540;
      text-decoration: none;
    }
    a:hover {
      color: var(--accent);
    }
    lg-icon {
      width: 16px;
      height: 16px;
    }
  `,
})
export class BackLink {
  readonly to = input.required<string | UrlTree>();
  readonly text = input.required<string>();
}
