import { afterRenderEffect, ChangeDetectionStrategy, Component, type ElementRef, input, output, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { IssuedApiKey } from '../../../../../event-schemas/src/http/api-keys';
import { messages } from '../../platform/messages/messages';
import { CopyField } from '../../ui/copy-field';
import { When } from '../../ui/when';

/** The secret of a key, right after it was made. */
@Component({
  selector: 'lg-api-key-secret',
  imports: [CopyField, MatButton, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section aria-labelledby="secret-heading">
      <h2 #heading id="secret-heading" tabindex="-1">{{ t.apiKeys.secretTitle(key().name) }}</h2>
      <p>{{ t.apiKeys.secretText }}</p>
      <lg-copy-field [value]="key().secret" [label]="t.apiKeys.secret" [act]="t.apiKeys.copy" />
      <p>
        {{ t.apiKeys.secretUse }} <code class="code">{{ t.apiKeys.header(key().prefix) }}</code>
      </p>
      @if (key().olderSecretUntil; as until) {
        <p>{{ t.apiKeys.olderUntil }} <lg-when [at]="until" [exact]="true" />.</p>
      }
      <button class="kept" matButton="outlined" type="button" (click)="kept.emit()">{{ t.apiKeys.kept }}</button>
    </section>
  `,
  styles: `
    section {
      display: grid;
      justify-items: start;
      gap: 12px;
      padding: 20px 24px 24px;
      border-radius: var(--radius-l);
      background: var(--accent-soft);
      color: var(--on-accent-soft);
      overflow-wrap: anywhere;
    }
    .kept {
      --mat-button-outlined-label-text-color: var(--on-accent-soft);
      --mat-button-outlined-outline-color: var(--on-accent-soft);
    }
  `,
})
export class ApiKeySecret {
  readonly key = input.required<IssuedApiKey>();
  readonly kept = output();
  protected readonly t = messages;
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  constructor() {
    // These words must not be missed; another key that is made meanwhile takes their place.
    afterRenderEffect(() => {
      this.key();
      this.heading().nativeElement.focus();
    });
  }
}
