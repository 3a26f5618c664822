import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** The sign of the product: an L whose foot is a person. */
@Component({
  selector: 'lg-brand-mark',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false" [attr.width]="size()" [attr.height]="size()">
      <rect class="ground" width="32" height="32" rx="9" />
      <path class="letter" d="M9 8v13.5A2.5 2.5 0 0 0 11.5 24H16" />
      <circle class="head" cx="21" cy="12" r="3.6" />
      <path class="person" d="M16 24c.4-4 2.3-5.8 5-5.8s4.6 1.8 5 5.8" />
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
    }
    .ground {
      fill: #0b6e5d;
    }
    .letter,
    .person {
      fill: none;
      stroke: #fff;
      stroke-width: 3.2;
      stroke-linecap: round;
    }
    .person {
      stroke: #8fe3cb;
    }
    .head {
      fill: #8fe3cb;
    }
  `,
})
export class BrandMark {
  readonly size = input(32);
}
