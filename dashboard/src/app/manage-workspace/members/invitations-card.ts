import { ChangeDetectionStrategy, Component, ElementRef, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import type { Invitation, InviteRequest, IssuedInvitation } from '../../../../../event-schemas/src/http/members';
import type { Done } from '../../platform/api/api-client';
import { refusalOf } from '../../platform/api/api-fault';
import { RepeatableAct } from '../../platform/api/repeatable-act';
import { liveLoader } from '../../platform/loading/loader';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { asked } from '../../ui/confirm-dialog';
import { CopyField } from '../../ui/copy-field';
import { emailAddress, filled } from '../../ui/field-rules';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { Notices } from '../../ui/notices';
import { SelectField } from '../../ui/select-field';
import { TextField } from '../../ui/text-field';
import { When } from '../../ui/when';
import { WhenReady } from '../../ui/when-ready';
import { PeopleApi } from './people.api';

const INVITED = ['member', 'admin', 'auditor'] as const satisfies readonly InviteRequest['role'][];
const t = messages;

/** Asks people to come; the link of an invitation is shown once. */
@Component({
  selector: 'lg-invitations-card',
  imports: [CopyField, FormProblem, MatButton, ReactiveFormsModule, SelectField, TextField, When, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './invitations-card.html',
  styleUrl: './people-list.scss',
})
export class InvitationsCard {
  private readonly api = inject(PeopleApi);
  private readonly dialog = inject(MatDialog);
  private readonly notices = inject(Notices);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly inviting = new RepeatableAct();
  private readonly resending = new RepeatableAct();
  protected readonly t = messages;
  protected readonly choices = INVITED.map((role) => ({ value: role, text: t.members.roleChoices[role] }));
  protected readonly form = new FormGroup({
    email: new FormControl('', { nonNullable: true, validators: [filled, emailAddress] }),
    role: new FormControl<string>(INVITED[0], { nonNullable: true }),
  });
  protected readonly tried = signal(false);
  protected readonly sending = new Sending();
  protected readonly issued = signal<IssuedInvitation | null>(null);
  protected readonly loaded = liveLoader(['invitations'], (ask) => this.api.invitations(ask));

  protected async invite(): Promise<void> {
    this.tried.set(true);
    if (this.form.invalid) {
      focusFirstInvalid(this.element);
      return;
    }
    const { email, role } = this.form.getRawValue();
    if (!(await this.issue(() => this.api.invite({ email, role: INVITED.find((known) => known === role) ?? INVITED[0] }, this.inviting)))) return;
    this.form.reset();
    this.tried.set(false);
  }

  protected async resend(invitation: Invitation): Promise<void> {
    await this.issue(() => this.api.resend(invitation.id, this.resending));
  }

  protected async revoke(invitation: Invitation): Promise<void> {
    const question = {
      heading: t.invitations.revokeTitle(invitation.email),
      sentence: t.invitations.revokeText,
      confirm: t.invitations.revoke,
      keep: t.states.cancel,
    };
    if (!(await asked(this.dialog, question))) return;
    const refusal = await refusalOf(async () => {
      this.loaded.refresh(await this.api.revoke(invitation.id));
      if (this.issued()?.id === invitation.id) this.issued.set(null);
    });
    this.notices.say(refusal ?? t.invitations.isRevoked(invitation.email));
  }

  private issue(work: () => Promise<Done<IssuedInvitation>>): Promise<boolean> {
    return this.sending.run(async () => {
      this.issued.set(null);
      const { body, position } = await work();
      this.issued.set(body);
      this.loaded.refresh(position);
    });
  }
}
