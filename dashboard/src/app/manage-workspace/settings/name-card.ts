import { ChangeDetectionStrategy, Component, effect, ElementRef, inject, input, output, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { Workspace } from '../../../../../event-schemas/src/http/members';
import type { Tagged } from '../../platform/api/api-client';
import { OwnPermissions } from '../../platform/api/own-permissions';
import { SessionStore } from '../../platform/api/session-store';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { ConflictNote } from '../../ui/conflict-note';
import { workspaceName, wrongWorkspaceName } from '../../ui/field-rules';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { Notices } from '../../ui/notices';
import { TextField } from '../../ui/text-field';
import { When } from '../../ui/when';
import { SettingsApi, type WorkspaceChange } from './settings.api';

@Component({
  selector: 'lg-name-card',
  imports: [ConflictNote, FormProblem, MatButton, ReactiveFormsModule, TextField, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <div class="card-head">
        <h2>{{ t.settings.name }}</h2>
        <p class="soft">{{ t.settings.made }} <lg-when [at]="workspace().value.createdAt" [exact]="true" /></p>
      </div>
      <div class="card-body">
        @if (permissions.may('change-workspace')) {
          <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
            <lg-form-problem [sentence]="sending.problem()" />
            <lg-text-field
              fieldName="name"
              autocomplete="organization"
              [label]="t.setUp.workspace"
              [hint]="t.settings.nameHint"
              [control]="form.controls.name"
              [complaint]="complaint()"
            />
            @if (met(); as current) {
              <lg-conflict-note [current]="current.value.name" [working]="sending.working()" (take)="take(current)" (overwrite)="overwrite(current)" />
            } @else {
              <button matButton="filled" type="submit" [disabled]="sending.working()" disabledInteractive>{{ t.states.save }}</button>
            }
          </form>
        } @else {
          <p class="name">{{ workspace().value.name }}</p>
        }
      </div>
    </section>
  `,
  styleUrl: './settings-card.scss',
})
export class NameCard {
  private readonly api = inject(SettingsApi);
  private readonly sessions = inject(SessionStore);
  private readonly notices = inject(Notices);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly workspace = input.required<Tagged<Workspace>>();
  readonly changed = output();
  protected readonly t = messages;
  protected readonly permissions = inject(OwnPermissions);
  protected readonly sending = new Sending();
  protected readonly tried = signal(false);
  /** What somebody else had made of it when this was to be saved. */
  protected readonly met = signal<Tagged<Workspace> | null>(null);
  /** ETag of what the text in the form was made from. */
  private seen: string | null = null;
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [...workspaceName] }),
  });

  constructor() {
    effect(() => {
      const workspace = this.workspace();
      // What is being typed is not overwritten.
      if (!this.form.dirty) this.fill(workspace);
    });
  }

  protected complaint(): string | null {
    if (!this.tried()) return null;
    return wrongWorkspaceName(this.form.controls.name.errors) ?? this.sending.refusalOf('name');
  }

  protected async submit(): Promise<void> {
    this.tried.set(true);
    const { name } = this.form.getRawValue();
    const sent = this.form.valid && (await this.sending.run(async () => this.answered(name, await this.api.change({ name }, this.seen))));
    if (!sent) focusFirstInvalid(this.element);
  }

  protected take(current: Tagged<Workspace>): void {
    this.met.set(null);
    this.shown(current);
  }

  /** Over what was shown, and nothing newer. */
  protected async overwrite({ etag }: Tagged<Workspace>): Promise<void> {
    this.seen = etag;
    await this.submit();
  }

  private answered(name: string, change: WorkspaceChange): void {
    this.met.set(change.kind === 'met' ? change.current : null);
    if (change.kind === 'met') return;
    this.notices.say(messages.settings.isRenamed(name));
    this.shown(change.now);
  }

  /** In the form, in the account menu, and with the new ETag on the page. */
  private shown(workspace: Tagged<Workspace>): void {
    this.fill(workspace);
    this.sessions.workspaceIs({ name: workspace.value.name });
    this.changed.emit();
  }

  private fill({ value: { name }, etag }: Tagged<Workspace>): void {
    this.form.reset({ name });
    this.seen = etag;
  }
}
