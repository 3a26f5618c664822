import { Location } from '@angular/common';
import { afterNextRender, ChangeDetectionStrategy, Component, ElementRef, inject, Injector, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { SecondFactorNeeded, Session } from '../../../../../event-schemas/src/http/sign-in';
import { refusalOf } from '../../platform/api/api-fault';
import { SessionStore } from '../../platform/api/session-store';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { Entrance } from './entrance';
import { FormProblem } from '../../ui/form-problem';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { emailAddress, filled } from '../../ui/field-rules';
import { SecondStep } from './second-step';
import { SignInApi } from './sign-in.api';
import { TextField } from '../../ui/text-field';
import { wantedAddress } from './wanted-address';

@Component({
  selector: 'lg-sign-in-page',
  imports: [Entrance, FormProblem, MatButton, ReactiveFormsModule, RouterLink, SecondStep, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sign-in.page.html',
  styleUrl: './entrance-form.scss',
})
export class SignInPage {
  private readonly api = inject(SignInApi);
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly location = inject(Location);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);
  protected readonly t = messages;
  protected readonly needed = signal<SecondFactorNeeded | null>(null);
  protected readonly form = new FormGroup({
    email: new FormControl('', { nonNullable: true, validators: [filled, emailAddress] }),
    password: new FormControl('', { nonNullable: true, validators: [filled] }),
  });
  protected readonly ended = this.sessions.ended();
  protected readonly tried = signal(false);
  protected readonly sending = new Sending();

  constructor() {
    afterNextRender(() => this.element.querySelector('input')?.focus());
    void this.leaveWhenNotSetUp();
  }

  protected async submit(): Promise<void> {
    this.tried.set(true);
    this.sending.forget();
    if (this.form.invalid) {
      focusFirstInvalid(this.element);
      return;
    }
    await this.sending.run(async () => {
      const answer = await this.api.signIn(this.form.getRawValue());
      if ('ticket' in answer) this.needed.set(answer);
      else await this.enter(answer);
    });
  }

  /** The passkey says who is there; no address is needed. */
  protected async usePasskey(): Promise<void> {
    this.tried.set(false);
    await this.sending.run(async () => this.enter(await this.api.signInWithPasskey(await this.api.passkeyAnswer())));
  }

  protected async enter(session: Session): Promise<void> {
    this.sessions.begin(session);
    await this.router.navigateByUrl(wantedAddress(this.location));
  }

  /** The password is asked again; the address stays. */
  protected startAgain(why: string | null): void {
    this.needed.set(null);
    this.sending.forget(why);
    this.tried.set(false);
    this.form.controls.password.reset();
    afterNextRender(() => this.element.querySelector<HTMLInputElement>('[name="password"]')?.focus(), { injector: this.injector });
  }

  // Without an owner there is nobody to sign in; the page cannot know this before it asks.
  private async leaveWhenNotSetUp(): Promise<void> {
    const refusal = await refusalOf(async () => {
      if (await this.api.setUpNeeded()) await this.router.navigateByUrl('/set-up', { replaceUrl: true });
    });
    if (refusal !== null) this.sending.forget(refusal);
  }
}
