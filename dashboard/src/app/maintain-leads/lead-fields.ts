import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { FieldView } from '../../../../event-schemas/src/http/maintain-leads';
import { messages } from '../platform/messages/messages';
import { Icon } from '../ui/icon';
import { linkedInAddress } from './linked-in-address';
import { ProvenanceLine } from './provenance-line';

/** Every field with its value, where the value came from, and the values before it. */
@Component({
  selector: 'lg-lead-fields',
  imports: [Icon, ProvenanceLine],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './lead-fields.html',
  styleUrl: './lead-fields.scss',
})
export class LeadFields {
  readonly fields = input.required<readonly FieldView[]>();
  /** A field that never had a value has nothing to show. */
  protected readonly known = computed(() => this.fields().filter(({ current, older }) => current.value !== null || older.length > 0));
  protected readonly t = messages;
  protected readonly linkedInAddress = linkedInAddress;
}
