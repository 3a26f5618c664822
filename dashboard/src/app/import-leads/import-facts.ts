import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ImportView } from '../../../../event-schemas/src/http/import-leads';
import { messages } from '../platform/messages/messages';
import { PeopleNames } from '../platform/api/people-names';
import { When } from '../ui/when';

/** What was asked for, from where, by whom and with which version: the click this import goes back to. */
@Component({
  selector: 'lg-import-facts',
  imports: [When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './import-facts.html',
})
export class ImportFacts {
  private readonly people = inject(PeopleNames);
  readonly item = input.required<ImportView>();
  /** Null while it is not known. */
  readonly browserName = input.required<string | null>();
  protected readonly t = messages;
  protected readonly startedBy = computed(() => this.people.of(this.item().startedBy));
  protected readonly fault = computed(() => {
    const code = this.item().faultCode;
    if (code === null) return null;
    const known: Readonly<Record<string, string>> = messages.import.faults;
    return known[code] ?? messages.import.otherFault(code);
  });
}
