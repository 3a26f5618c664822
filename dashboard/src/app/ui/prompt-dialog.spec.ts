import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MatDialog } from '@angular/material/dialog';
import { until } from '../../testing/until';
import { prompted } from './prompt-dialog';

const words = { heading: 'A name?', sentence: 'It can be changed.', label: 'Name', confirm: 'Save', keep: 'Cancel', missing: 'Enter a name.' };

const buttons = (): HTMLButtonElement[] => [...document.querySelectorAll<HTMLButtonElement>('lg-prompt-dialog button')];
const press = (label: string): void =>
  buttons()
    .find(({ textContent }) => textContent.trim() === label)
    ?.click();
const waysOut: readonly [string, () => void][] = [
  ['its button', () => press('Cancel')],
  ['the Escape key', () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', keyCode: 27, bubbles: true }))],
  ['a click beside it', () => document.querySelector<HTMLElement>('.cdk-overlay-backdrop')?.click()],
];

interface Open {
  readonly answer: (refusal: string | null) => void;
  /** What became of the dialog; empty while it is open. */
  readonly outcome: readonly boolean[];
}

async function open(): Promise<Open> {
  TestBed.configureTestingModule({
    providers: [provideZonelessChangeDetection(), { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } }],
  });
  const outcome: boolean[] = [];
  const answers: ((refusal: string | null) => void)[] = [];
  const submit = (): Promise<string | null> => new Promise((resolve) => answers.push(resolve));
  const prompt = { ...words, kind: 'line', initial: 'Phone', longest: 80, danger: false, submit } as const;
  void prompted(TestBed.inject(MatDialog), prompt).then((done) => outcome.push(done));
  await until('the question is shown', () => document.querySelector('lg-prompt-dialog')?.textContent.includes(words.confirm) ?? false);
  return { outcome, answer: (refusal) => answers.splice(0).forEach((take) => take(refusal)) };
}

describe('a dialog that asks for one value', () => {
  it.each(waysOut)('is given up by %s', async (_what, leave) => {
    const { outcome } = await open();
    leave();
    await until('it is closed', () => outcome.length === 1);
    expect(outcome).toEqual([false]);
  });

  it.each(waysOut)('is not left by %s while its value is under way, and can be again after a refusal', async (_what, leave) => {
    const { outcome, answer } = await open();
    press('Save');
    await until('the value is under way', () => buttons().every(({ disabled, ariaDisabled }) => disabled || ariaDisabled === 'true'));
    leave();
    answer('That name is taken.');
    await until('the refusal is shown', () => document.querySelector('lg-prompt-dialog')?.textContent.includes('That name is taken.') ?? false);
    expect(outcome).toEqual([]);
    await until('it can be left', () => buttons().every(({ disabled }) => !disabled));
    leave();
    await until('it is closed', () => outcome.length === 1);
    expect(outcome).toEqual([false]);
  });

  it('says that the value was taken', async () => {
    const { outcome, answer } = await open();
    press('Save');
    await until('the value is under way', () => buttons().some(({ disabled }) => disabled));
    answer(null);
    await until('it is closed', () => outcome.length === 1);
    expect(outcome).toEqual([true]);
  });
});
