import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { LeadView } from '../../../../event-schemas/src/http/maintain-leads';
import type { UnmaskLeadRequest } from '../../../../event-schemas/src/http/prove-history';
import { ApiClient } from '../platform/api/api-client';
import { RepeatableAct } from '../platform/api/repeatable-act';
import { Sending } from '../platform/loading/sending';
import { messages } from '../platform/messages/messages';

/** Asks an auditor for a reason, which is recorded, and hands on the lead with its values. */
@Component({
  selector: 'lg-unmask-lead',
  imports: [MatButton, ReactiveFormsModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './unmask-lead.html',
  styleUrl: './unmask-lead.scss',
})
export class UnmaskLead {
  private readonly api = inject(ApiClient);
  private readonly unmasking = new RepeatableAct();
  readonly leadId = input.required<string>();
  readonly unmasked = output<LeadView>();
  protected readonly t = messages;
  protected readonly reason = new FormControl('', {
    nonNullable: true,
    validators: [Validators.pattern(/\S/), Validators.minLength(10), (control) => Validators.required(control)],
  });
  protected readonly sending = new Sending();

  protected async show(): Promise<void> {
    if (this.reason.invalid) {
      this.sending.forget(messages.unmask.tooShort);
      return;
    }
    await this.sending.run(async () => {
      const request: UnmaskLeadRequest = { reason: this.reason.value };
      const { body } = await this.api.post<LeadView>(`/api/v1/leads/${encodeURIComponent(this.leadId())}/unmaskings`, request, this.unmasking);
      this.unmasked.emit(body);
    });
  }
}
