import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { problemOf } from '../../platform/api/api-fault';
import { messages } from '../../platform/messages/messages';
import { FormProblem } from '../../ui/form-problem';
import { Entrance } from '../entrance/entrance';
import { MailedLinksApi } from './mailed-links.api';

type State = keyof typeof messages.mailedLink.states;

/**
 * Reached by the links in the mails about a change of address. Whether it confirms or cancels stands in the route's data as `act`.
 * Nothing happens before the button is pressed: scanners of mail open links too.
 */
@Component({
  selector: 'lg-email-link-page',
  imports: [Entrance, FormProblem, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <lg-entrance>
      @let words = t.mailedLink.states[state()];
      <div class="instead">
        <div role="status">
          <h1>{{ words.title }}</h1>
          <p class="soft">{{ words.text }}</p>
        </div>
        <lg-form-problem [sentence]="problem()" />
        @if (asking()) {
          <button matButton="filled" class="wide-button" type="button" [disabled]="working()" disabledInteractive (click)="go()">
            {{ t.mailedLink.buttons[act] }}
          </button>
        } @else {
          <a matButton="outlined" class="wide-button" routerLink="/leads">{{ t.mailedLink.toLeadGen }}</a>
        }
      </div>
    </lg-entrance>
  `,
  styleUrl: '../entrance/entrance-form.scss',
})
export class EmailLinkPage {
  private readonly api = inject(MailedLinksApi);
  private readonly route = inject(ActivatedRoute).snapshot;
  private readonly token = new URLSearchParams(this.route.fragment ?? '').get('token') ?? '';
  protected readonly t = messages;
  protected readonly act: 'confirm' | 'cancel' = this.route.data['act'] === 'cancel' ? 'cancel' : 'confirm';
  protected readonly state = signal<State>(this.token === '' ? 'over' : this.act);
  protected readonly working = signal(false);
  protected readonly problem = signal<string | null>(null);

  protected asking(): boolean {
    return this.state() === this.act;
  }

  protected async go(): Promise<void> {
    if (this.working()) return;
    this.working.set(true);
    this.problem.set(null);
    try {
      this.state.set(await this.use());
    } catch (fault) {
      const problem = problemOf(fault);
      if (problem.status === 410) this.state.set('over');
      else this.problem.set(problem.detail);
    } finally {
      this.working.set(false);
    }
  }

  private async use(): Promise<State> {
    if (this.act === 'confirm') return (await this.api.confirmEmail(this.token)).state;
    await this.api.cancelEmail(this.token);
    return 'cancelled';
  }
}
