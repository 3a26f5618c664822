import { provideZonelessChangeDetection } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { FormControl } from '@angular/forms';
import { until } from '../../../testing/until';
import { NewPasswordField } from './new-password-field';

describe('what a field for a new password says while it is typed', () => {
  let field: ComponentFixture<NewPasswordField>;
  const control = new FormControl('', { nonNullable: true });
  const element = (): HTMLElement => field.nativeElement as HTMLElement;
  const said = (): string => element().querySelector('[role=status]')?.textContent ?? 'nothing is announced';
  const says = (words: string): Promise<void> =>
    until(
      () => `it says "${words}"; it says "${said()}"`,
      () => (words === '' ? said() === '' : said().startsWith(words)),
    );

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection()] });
    control.reset();
    field = TestBed.createComponent(NewPasswordField);
    field.componentRef.setInput('fieldName', 'password');
    field.componentRef.setInput('label', 'Password');
    field.componentRef.setInput('control', control);
    field.componentRef.setInput('complaint', null);
    field.componentRef.setInput('words', ['Wilhelmina Oxenstierna', 'wilhelmina@example.com']);
    field.detectChanges();
  });

  it.each([
    ['Too short', 'vq8ZrT2mLx0'],
    ['Known', 'QWERTY123456'],
    ['Weak', 'aaaaaaaaaaaa'],
    ['Weak', 'Wilhelmina-Oxenstierna'],
    ['Weak', 'leadgen12345'],
    ['Very good', 'correct horse battery'],
  ])('is "%s" about %s', async (words, password) => {
    control.setValue(password);
    await says(words);
  });

  it('is judged again when the words of the person change, and silent when it is emptied', async () => {
    control.setValue('Kristina-Vasa-1632');
    await says('Very good');
    field.componentRef.setInput('words', ['Kristina Vasa']);
    await says('Weak');
    control.reset();
    await says('');
    expect(element().querySelector('.steps')).toBeNull();
  });

  it('is announced politely from an element that was there before', () => {
    expect(element().querySelector('[role=status]')?.textContent).toBe('');
  });
});
