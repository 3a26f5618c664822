import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { LeadView } from '../../../../event-schemas/src/http/maintain-leads';
import type { UnmaskLeadRequest } from '../../../../event-schemas/src/http/prove-history';
import { ApiClient } from '../platform/api/api-client';
import { problemOf } from '../platform/api/api-fault';
import { RepeatableAct } from '../platform/api/repeatable-act';
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
  protected readonly working = signal(false);
  protected readonly problem = signal<string | null>(null);

  protected async show(): Promise<void> {
    if (this.working()) return;
    this.problem.set(this.reason.invalid ? messages.unmask.tooShort : null);
    if (this.reason.invalid) return;
    this.working.set(true);
    try {
      const request: UnmaskLeadRequest = { reason: this.reason.value };
      const { body } = await this.api.post<LeadView>(`/api/v1/leads/${encodeURIComponent(this.leadId())}/unmaskings`, request, this.unmasking);
      this.unmasked.emit(body);
    } catch (fault) {
      this.problem.set(problemOf(fault).detail);
    } finally {
      this.working.set(false);
    }
  }
}
