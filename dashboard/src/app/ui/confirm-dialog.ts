import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, type MatDialog, MatDialogActions, MatDialogClose, MatDialogConfig, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';

export interface Question {
  readonly heading: string;
  readonly sentence: string;
  readonly confirm: string;
  readonly keep: string;
}

@Component({
  selector: 'lg-confirm-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ question.heading }}</h2>
    <mat-dialog-content>{{ question.sentence }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton="outlined" type="button" mat-dialog-close>{{ question.keep }}</button>
      <button matButton="filled" class="danger-button" type="button" [mat-dialog-close]="true">{{ question.confirm }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      overflow-wrap: anywhere;
    }
    mat-dialog-actions {
      gap: 4px;
      padding: 8px 24px 20px;
    }
  `,
})
export class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
}

/** True when the person confirmed. The focus starts on the harmless button. */
export const asked = (dialog: MatDialog, question: Question): Promise<boolean> =>
  new Promise((resolve) => {
    const config = Object.assign(new MatDialogConfig<Question>(), { data: question, width: '440px', autoFocus: 'first-tabbable', role: 'alertdialog' });
    dialog
      .open<ConfirmDialog, Question, boolean>(ConfirmDialog, config)
      .afterClosed()
      .subscribe((confirmed) => resolve(confirmed === true));
  });
