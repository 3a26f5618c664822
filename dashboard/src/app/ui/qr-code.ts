import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { encode } from 'uqr';

/** A text as a picture for a camera. Always dark on white, whatever the theme: cameras need it so. */
@Component({
  selector: 'lg-qr-code',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg role="img" [attr.aria-label]="label()" [attr.viewBox]="'0 0 ' + code().size + ' ' + code().size" shape-rendering="crispEdges">
      <path [attr.d]="path()" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
      width: 200px;
      max-width: 100%;
    }
    svg {
      display: block;
      width: 100%;
      border-radius: var(--radius-m);
      background: #fff;
      fill: #000;
    }
  `,
})
export class QrCode {
  readonly text = input.required<string>();
  readonly label = input.required<string>();
  // Four modules of white around it, as the standard asks.
  protected readonly code = computed(() => encode(this.text(), { ecc: 'M', border: 4 }));
  protected readonly path = computed(() =>
    this.code()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .join(''),
  );
}
