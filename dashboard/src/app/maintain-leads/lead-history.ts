import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LeadHistoryEntry } from '../../../../event-schemas/src/http/maintain-leads';
import { PeopleNames } from '../platform/api/people-names';
import { messages } from '../platform/messages/messages';
import { Icon, type IconName } from '../ui/icon';
import { When } from '../ui/when';

const SIGNS: Readonly<Record<LeadHistoryEntry['type'], IconName>> = { LeadRecorded: 'plus', LeadSeenAgain: 'repeat', IdentityConflictFound: 'alert' };

/** What happened to the lead, newest first. */
@Component({
  selector: 'lg-lead-history',
  imports: [Icon, RouterLink, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './lead-history.html',
  styleUrl: './lead-history.scss',
})
export class LeadHistory {
  private readonly people = inject(PeopleNames);
  readonly entries = input.required<readonly LeadHistoryEntry[]>();
  protected readonly t = messages;
  protected readonly signs = SIGNS;

  /** A first record changes every field; listing them would say nothing. */
  protected changedFields({ type, changed }: LeadHistoryEntry): string | null {
    if (type !== 'LeadSeenAgain' || changed.length === 0) return null;
    const names: Readonly<Record<string, string>> = messages.lead.field;
    return messages.lead.changed(changed.map((field) => names[field] ?? field).join(', '));
  }

  protected origin({ actor, surface }: LeadHistoryEntry): string {
    const who = this.people.of(actor);
    return [who === null ? null : messages.lead.by(who), messages.lead.via(surface)].filter((part) => part !== null).join(' ');
  }
}
