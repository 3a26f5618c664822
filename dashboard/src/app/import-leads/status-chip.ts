import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ImportStatus } from '../../../../event-schemas/src/http/import-leads';
import { messages } from '../platform/messages/messages';

const COLOURS: Readonly<Record<ImportStatus, string>> = {
  requested: 'blue',
  accepted: 'blue',
  'partially-accepted': 'blue',
  completed: 'green',
  cancelled: '',
  failed: 'red',
};

@Component({
  selector: 'lg-status-chip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<span class="chip" [class]="colour()">{{ t.imports.status[status()] }}</span>`,
})
export class StatusChip {
  readonly status = input.required<ImportStatus>();
  protected readonly t = messages;
  protected readonly colour = computed(() => COLOURS[this.status()]);
}
