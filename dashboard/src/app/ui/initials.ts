import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Two letters of a name in a quiet circle. */
@Component({
  selector: 'lg-initials',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true' },
  template: `{{ letters() }}`,
  styles: `
    :host {
      display: grid;
      flex: none;
      place-items: center;
      width: var(--initials-size, 36px);
      height: var(--initials-size, 36px);
      border-radius: 50%;
      background: var(--accent-soft);
      color: var(--on-accent-soft);
      font-size: calc(var(--initials-size, 36px) * 0.36);
      font-weight: 640;
      letter-spacing: 0.01em;
    }
  `,
})
export class Initials {
  readonly name = input.required<string>();
  protected readonly letters = computed(() => initialsOf(this.name()));
}

/** First letter of the first and of the last word; whole characters, so that no surrogate is cut. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const letter = (word: string | undefined): string => /\p{L}/u.exec(word ?? '')?.[0].toUpperCase() ?? '';
  return words.length < 2 ? letter(words[0]) : letter(words[0]) + letter(words.at(-1));
}
