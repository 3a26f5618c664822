import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
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
import type { Member, MemberLimits } from '../../../../../event-schemas/src/http/members';
import { messages } from '../../platform/messages/messages';
import { TextField } from '../../ui/text-field';

const MOST = { importsPerDay: 1_000_000, exportsPerDay: 1_000_000, rowsPerExport: 100_000_000 } as const satisfies Record<keyof MemberLimits, number>;
const NAMES = ['importsPerDay', 'exportsPerDay', 'rowsPerExport'] as const;

const whole = (limit: number | null, most: number): FormControl<string> =>
  new FormControl(limit === null ? '' : String(limit), {
    nonNullable: true,
    validators: [Validators.pattern(/^\d*$/), Validators.max(most)],
  });

/** How much one member may do; an empty field sets no limit. */
@Component({
  selector: 'lg-limits-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, ReactiveFormsModule, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ t.members.limitsOf(member.displayName) }}</h2>
    <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
      <mat-dialog-content>
        <p>{{ t.members.limitsText }}</p>
        @for (name of names; track name) {
          <lg-text-field
            autocomplete="off"
            [fieldName]="name"
            [label]="t.members.limitNames[name]"
            [control]="form.controls[name]"
            [complaint]="tried() && form.controls[name].invalid ? t.members.notWhole : null"
          />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" mat-dialog-close>{{ t.states.cancel }}</button>
        <button matButton="filled" type="submit">{{ t.states.save }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 16px;
    }
    mat-dialog-actions {
      gap: 4px;
      padding: 8px 24px 20px;
    }
  `,
})
export class LimitsDialog {
  private readonly reference = inject<MatDialogRef<LimitsDialog, MemberLimits>>(MatDialogRef);
  protected readonly member = inject<Member>(MAT_DIALOG_DATA);
  protected readonly t = messages;
  protected readonly names = NAMES;
  protected readonly tried = signal(false);
  protected readonly form = new FormGroup({
    importsPerDay: whole(this.member.limits.importsPerDay, MOST.importsPerDay),
    exportsPerDay: whole(this.member.limits.exportsPerDay, MOST.exportsPerDay),
    rowsPerExport: whole(this.member.limits.rowsPerExport, MOST.rowsPerExport),
  });

  protected submit(): void {
    this.tried.set(true);
    if (this.form.invalid) return;
    const { importsPerDay, exportsPerDay, rowsPerExport } = this.form.getRawValue();
    const limit = (text: string): number | null => (text === '' ? null : Number(text));
    this.reference.close({ importsPerDay: limit(importsPerDay), exportsPerDay: limit(exportsPerDay), rowsPerExport: limit(rowsPerExport) });
  }
}

/** The limits that were chosen, or null when they stay. */
export const limitsAsked = (dialog: MatDialog, member: Member): Promise<MemberLimits | null> =>
  new Promise((resolve) => {
    const config = Object.assign(new MatDialogConfig<Member>(), { data: member, width: '440px' });
    dialog
      .open<LimitsDialog, Member, MemberLimits>(LimitsDialog, config)
      .afterClosed()
      .subscribe((limits) => resolve(limits ?? null));
  });
