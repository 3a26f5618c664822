import { ChangeDetectionStrategy, Component, inject, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { LeadField, LeadView } from '../../../../event-schemas/src/http/maintain-leads';
import { liveLoader } from '../platform/loading/loader';
import { messages } from '../platform/messages/messages';
import { UnmaskLead } from '../prove-history/unmask-lead';
import { BackLink } from '../ui/back-link';
import { Icon } from '../ui/icon';
import { Initials } from '../ui/initials';
import { PageHeading } from '../ui/page-heading';
import { When } from '../ui/when';
import { WhenReady } from '../ui/when-ready';
import { LeadFields } from './lead-fields';
import { LeadHistory } from './lead-history';
import { linkedInAddress } from './linked-in-address';
import { ListPlace } from './list-place';
import { MaintainLeadsApi } from './maintain-leads.api';

@Component({
  selector: 'lg-lead-page',
  imports: [BackLink, Icon, Initials, LeadFields, LeadHistory, MatButton, PageHeading, UnmaskLead, When, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './lead.page.html',
  styleUrl: './lead.page.scss',
})
export class LeadPage {
  private readonly api = inject(MaintainLeadsApi);
  readonly id = input.required<string>();
  protected readonly t = messages;
  protected readonly back = inject(Router).parseUrl(inject(ListPlace).address());
  protected readonly loaded = liveLoader(['leads'], (ask) => this.api.one(this.id(), ask));

  /** What an auditor was shown for a reason stays until they leave the lead; null before that. */
  protected readonly unmasked = linkedSignal<string, LeadView | null>({ source: this.id, computation: () => null });

  /** `Head of Operations at Northwind`, or the one of both that is known. */
  protected position(lead: LeadView): string {
    const title = valueOf(lead, 'title');
    const company = valueOf(lead, 'companyName');
    return title !== null && company !== null ? messages.lead.at(title, company) : (title ?? company ?? '');
  }

  protected salesNavigator(lead: LeadView): string | null {
    return linkedInAddress(valueOf(lead, 'salesProfileUrl'));
  }
}

const valueOf = ({ fields }: LeadView, field: LeadField): string | null => fields.find((one) => one.field === field)?.current.value ?? null;
