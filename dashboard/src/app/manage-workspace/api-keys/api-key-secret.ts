import { afterRenderEffect, ChangeDetectionStrategy, Component, type ElementRef, inject, input, output, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { IssuedApiKey } from '../../../../../event-schemas/src/http/api-keys';
import { messages } from '../../platform/messages/messages';
import { Copying } from '../../ui/copying';
import { When } from '../../ui/when';

/** The secret of a key, right after it was made. */
@Component({
  selector: 'lg-api-key-secret',
  imports: [MatButton, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section aria-labelledby="secret-heading">
      <h2 #heading id="secret-heading" tabindex="-1">{{ t.apiKeys.secretTitle(key().name) }}</h2>
      <p>{{ t.apiKeys.secretText }}</p>
      <div class="secret">
        <input #secret class="input code" readonly spellcheck="false" autocomplete="off" [value]="key().secret" [attr.aria-label]="t.apiKeys.secret" />
        <button matButton="filled" type="button" (click)="copy(secret)">{{ t.apiKeys.copy }}</button>
      </div>
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
    h2:focus {
      outline: none;
    }
    .secret {
      display: flex;
      flex-wrap: wrap;
      gap: 10px;
      width: 100%;
      max-width: 720px;
    }
    .input {
      flex: 1 1 320px;
      min-width: 0;
      font-family: var(--font-mono);
      font-size: 0.875rem;
    }
    .kept {
      --mat-button-outlined-label-text-color: var(--on-accent-soft);
      --mat-button-outlined-outline-color: var(--on-accent-soft);
    }
  `,
})
export class ApiKeySecret {
  private readonly copying = inject(Copying);
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

  protected copy(field: HTMLInputElement): Promise<void> {
    field.select();
    return this.copying.copy(field.value);
  }
}
