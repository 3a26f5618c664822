import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router } from '@angular/router';
import type { InvitationLookup } from '../../../../../event-schemas/src/http/members';
import { RepeatableAct } from '../../platform/api/repeatable-act';
import { SessionStore } from '../../platform/api/session-store';
import { messages } from '../../platform/messages/messages';
import { liveLoader } from '../../platform/loading/loader';
import { Sending } from '../../platform/loading/sending';
import { FormProblem } from '../../ui/form-problem';
import { ProblemCard } from '../../ui/problem-card';
import { SkeletonLines } from '../../ui/skeleton-lines';
import { Entrance } from '../entrance/entrance';
import { JoinForm } from './join-form';
import { JoiningApi } from './joining.api';

/** Reached by the link of an invitation; its token travels in the fragment, which browsers do not send. */
@Component({
  selector: 'lg-join-page',
  imports: [Entrance, FormProblem, JoinForm, MatButton, ProblemCard, SkeletonLines],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './join.page.html',
  styleUrl: '../entrance/entrance-form.scss',
})
export class JoinPage {
  private readonly api = inject(JoiningApi);
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly joining = new RepeatableAct();
  protected readonly t = messages;
  protected readonly token = new URLSearchParams(inject(ActivatedRoute).snapshot.fragment ?? '').get('token') ?? '';
  protected readonly session = this.sessions.session;
  protected readonly sending = new Sending();
  protected readonly loaded = liveLoader([], async ({ signal: stop }) => {
    const [invitation] = await Promise.all([this.api.lookUp(this.token, stop), this.sessions.restore()]);
    return invitation;
  });

  /** What to say instead of the problem of the server, where there is something better to say. */
  protected instead(type: string): { readonly title: string; readonly text: string } | null {
    const t = messages.join;
    if (this.token === '') return { title: t.notWholeTitle, text: t.notWhole };
    return type === '/problems/invitation-closed' ? { title: t.overTitle, text: t.over } : null;
  }

  protected roleOf({ role }: InvitationLookup): string {
    return messages.join.roles[role];
  }

  protected async joinSignedIn(): Promise<void> {
    await this.sending.run(async () => {
      this.sessions.begin(await this.api.joinSignedIn(this.token, this.joining));
      await this.router.navigateByUrl('/leads', { replaceUrl: true });
    });
  }

  protected async signInFirst(): Promise<void> {
    await this.router.navigateByUrl('/sign-in', { state: { wanted: `/join#token=${this.token}` } });
  }

  protected async useOther(): Promise<void> {
    await this.sending.run(() => this.sessions.signOut());
  }
}
