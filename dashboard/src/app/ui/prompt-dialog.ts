import { ChangeDetectionStrategy, Component, ElementRef, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  type MatDialog,
  MatDialogActions,
  MatDialogClose,
  MatDialogConfig,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { FormProblem } from './form-problem';
import { filled } from './field-rules';
import { focusFirstInvalid } from './focus-first-invalid';

export interface Prompt {
  readonly heading: string;
  readonly sentence: string;
  /** What else follows, where it is more than one expects. */
  readonly warning?: string | null;
  readonly label: string;
  /** `text` has several lines. */
  readonly kind: 'line' | 'text' | 'password';
  /** What stands in the field at first. */
  readonly initial?: string;
  readonly longest: number;
  readonly confirm: string;
  readonly keep: string;
  readonly missing: string;
  readonly danger: boolean;
  /** Does it; answers null when it is done, or why it was refused. */
  readonly submit: (value: string) => Promise<string | null>;
}

/** Asks for one value and stays open until the server took it. */
@Component({
  selector: 'lg-prompt-dialog',
  imports: [FormProblem, MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, ReactiveFormsModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './prompt-dialog.html',
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 16px;
      overflow-wrap: anywhere;
    }
    .warning {
      padding: 12px 14px;
      border-radius: var(--radius-m);
      background: var(--amber-soft);
      color: var(--on-amber-soft);
    }
    textarea {
      height: auto;
      padding-block: 10px;
      resize: vertical;
    }
    mat-dialog-actions {
      gap: 4px;
      padding: 8px 24px 20px;
    }
  `,
})
export class PromptDialog {
  private readonly reference = inject<MatDialogRef<PromptDialog, boolean>>(MatDialogRef);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly prompt = inject<Prompt>(MAT_DIALOG_DATA);
  protected readonly control = new FormControl(this.prompt.initial ?? '', { nonNullable: true, validators: [filled] });
  protected readonly form = new FormGroup({ value: this.control });
  protected readonly tried = signal(false);
  protected readonly working = signal(false);
  protected readonly problem = signal<string | null>(null);

  protected async submit(): Promise<void> {
    if (this.working()) return;
    this.tried.set(true);
    this.problem.set(null);
    if (this.control.invalid || this.control.value.trim() === '') {
      focusFirstInvalid(this.element);
      return;
    }
    this.work(true);
    try {
      const refusal = await this.prompt.submit(this.control.value);
      this.problem.set(refusal);
      if (refusal === null) this.reference.close(true);
    } finally {
      this.work(false);
    }
  }

  // What is under way may be done, and its result must not be missed.
  private work(working: boolean): void {
    this.working.set(working);
    this.reference.disableClose = working;
  }
}

/** True when the value was taken. */
export const prompted = (dialog: MatDialog, prompt: Prompt): Promise<boolean> =>
  new Promise((resolve) => {
    const config = Object.assign(new MatDialogConfig<Prompt>(), { data: prompt, width: '480px', autoFocus: '.input' });
    dialog
      .open<PromptDialog, Prompt, boolean>(PromptDialog, config)
      .afterClosed()
      .subscribe((done) => resolve(done === true));
  });
