import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MatDialog } from '@angular/material/dialog';
import { until } from '../../testing/until';
import { asked } from './confirm-dialog';

const question = { heading: 'Go?', sentence: 'There is no way back.', confirm: 'Go', keep: 'Stay' };

async function answer(button: string): Promise<boolean> {
  TestBed.configureTestingModule({
    providers: [provideZonelessChangeDetection(), { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } }],
  });
  const answered = asked(TestBed.inject(MatDialog), question);
  await until('the question is shown', () => document.body.textContent.includes(question.keep));
  document.querySelector<HTMLButtonElement>(button)?.click();
  return answered;
}

describe('a question before a step that cannot be undone', () => {
  it('is answered with yes by the confirming button only', async () => {
    await expect(answer('mat-dialog-container .danger-button')).resolves.toBe(true);
  });

  it('is answered with no by the other', async () => {
    await expect(answer('mat-dialog-container button:not(.danger-button)')).resolves.toBe(false);
  });
});
