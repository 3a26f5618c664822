import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { RepeatableAct } from '../platform/api/repeatable-act';
import { SessionStore } from '../platform/api/session-store';
import { WorkspacesApi } from '../platform/api/workspaces.api';
import { Sending } from '../platform/loading/sending';
import { messages } from '../platform/messages/messages';
import { workspaceName, wrongWorkspaceName } from '../ui/field-rules';
import { focusFirstInvalid } from '../ui/focus-first-invalid';
import { FormProblem } from '../ui/form-problem';
import { TextField } from '../ui/text-field';

const TOKEN = /\/join#token=([A-Za-z0-9_-]+)$/;

/** In place of every page for a person who is in no workspace: the ways into one, and the way to what is their own. */
@Component({
  selector: 'lg-no-workspace-card',
  imports: [FormProblem, MatButton, ReactiveFormsModule, RouterLink, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './no-workspace-card.html',
  styleUrl: './no-workspace-card.scss',
})
export class NoWorkspaceCard {
  private readonly api = inject(WorkspacesApi);
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly act = new RepeatableAct();
  private made: string | null = null;
  protected readonly t = messages;
  protected readonly sending = new Sending();
  protected readonly triedName = signal(false);
  protected readonly triedLink = signal(false);
  protected readonly making = new FormGroup({ name: new FormControl('', { nonNullable: true, validators: [...workspaceName] }) });
  protected readonly invitation = new FormGroup({
    link: new FormControl('', { nonNullable: true, validators: [(control) => (TOKEN.test(String(control.value).trim()) ? null : { link: true })] }),
  });

  protected complaint(): string | null {
    if (!this.triedName()) return null;
    return wrongWorkspaceName(this.making.controls.name.errors) ?? this.sending.refusalOf('name');
  }

  protected async make(form: HTMLElement): Promise<void> {
    this.triedName.set(true);
    if (!this.making.invalid && (await this.sending.run(() => this.makeAndEnter()))) return;
    focusFirstInvalid(form);
  }

  protected async take(form: HTMLElement): Promise<void> {
    this.triedLink.set(true);
    const token = TOKEN.exec(this.invitation.getRawValue().link.trim())?.[1];
    if (token === undefined) focusFirstInvalid(form);
    else await this.router.navigateByUrl(`/join#token=${token}`);
  }

  /** Somebody may have let the person in meanwhile. */
  protected async lookAgain(): Promise<void> {
    await this.sending.run(async () => {
      await this.sessions.refresh();
      if (this.sessions.workspaceId() !== null) await this.openPages();
    });
  }

  protected async signOut(): Promise<void> {
    await this.sending.run(() => this.sessions.signOut());
  }

  private async makeAndEnter(): Promise<void> {
    // One that was made but could not be entered is not made again, and has the name that was typed then.
    this.made ??= await this.api.create(this.making.getRawValue().name, this.act);
    this.making.disable();
    this.sessions.begin(await this.api.enter(this.made));
    await this.openPages();
  }

  /** The page on the screen was refused before; it is asked for anew. */
  private async openPages(): Promise<void> {
    await this.router.navigateByUrl('/leads', { onSameUrlNavigation: 'reload' });
  }
}
