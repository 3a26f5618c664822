import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { agoOrInstant, fullInstant, shortInstant } from '../platform/formatting/instants';
import { TickingNow } from './ticking-now';

/** An instant: how long ago (or the date when `exact`), with the full instant as tooltip. */
@Component({
  selector: 'lg-when',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<time class="number" [attr.datetime]="at()" [title]="full()">{{ text() }}</time>`,
})
export class When {
  private readonly now = inject(TickingNow);
  readonly at = input.required<string>();
  readonly exact = input(false);
  protected readonly full = computed(() => fullInstant(this.at()));
  protected readonly text = computed(() => (this.exact() ? shortInstant(this.at()) : agoOrInstant(this.at(), this.now.ms())));
}
