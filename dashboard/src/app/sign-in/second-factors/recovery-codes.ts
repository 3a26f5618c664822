import { afterNextRender, ChangeDetectionStrategy, Component, type ElementRef, inject, input, output, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { messages } from '../../platform/messages/messages';
import { Copying } from '../../ui/copying';

/** Shown once, right after the codes were made. */
@Component({
  selector: 'lg-recovery-codes',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h3 #heading tabindex="-1">{{ t.codesTitle }}</h3>
    <p class="soft">{{ t.codesText }}</p>
    <ol [attr.aria-label]="t.codes">
      @for (code of codes(); track code) {
        <li class="code">{{ code }}</li>
      }
    </ol>
    <div class="row">
      <button matButton="filled" type="button" (click)="copy()">{{ t.copyCodes }}</button>
      <button matButton="outlined" type="button" (click)="kept.emit()">{{ t.kept }}</button>
    </div>
  `,
  styleUrl: './second-factor.scss',
})
export class RecoveryCodesList {
  private readonly copying = inject(Copying);
  readonly codes = input.required<readonly string[]>();
  readonly kept = output();
  protected readonly t = messages.secondFactor;
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  constructor() {
    // What had the focus is gone, and these words must not be missed.
    afterNextRender(() => this.heading().nativeElement.focus());
  }

  protected copy(): Promise<void> {
    return this.copying.copy(this.codes().join('\n'), this.t.copyFailed);
  }
}
