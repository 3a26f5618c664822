import { ChangeDetectionStrategy, Component, computed, effect, input, signal, untracked } from '@angular/core';
import { messages } from '../../platform/messages/messages';
import { SHORTEST_PASSWORD } from '../../ui/field-rules';
import type { verdictOn } from './password-judge';

type Verdict = ReturnType<typeof verdictOn> | 'too-short';

const PAUSE_MS = 350;
const STEPS = [1, 2, 3, 4];
const REACHED: Readonly<Record<Verdict, number>> = { 'too-short': 1, 'known-leaked': 1, 'too-weak': 2, good: 3, 'very-good': 4 };

/** Says while a new password is typed what the server will think of it. */
@Component({
  selector: 'lg-password-strength',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (reached() > 0) {
      <div class="steps" [class.enough]="reached() > 2" aria-hidden="true">
        @for (step of steps; track step) {
          <span [class.reached]="step <= reached()"></span>
        }
      </div>
    }
    <p role="status">{{ sentence() }}</p>
  `,
  styles: `
    .steps {
      display: grid;
      grid-template-columns: repeat(4, 1fr);
      gap: 4px;
      margin: 10px 0 6px;
    }
    span {
      height: 4px;
      border-radius: 2px;
      background: var(--line);
    }
    .reached {
      background: var(--red);
    }
    .enough .reached {
      background: var(--accent);
    }
    p {
      font-size: 0.8125rem;
      color: var(--ink-soft);
    }
  `,
})
export class PasswordStrength {
  readonly password = input.required<string>();
  readonly words = input.required<readonly string[]>();
  protected readonly steps = STEPS;
  private readonly verdict = signal<Verdict | null>(null);
  protected readonly reached = computed(() => {
    const verdict = this.verdict();
    return verdict === null ? 0 : REACHED[verdict];
  });
  protected readonly sentence = computed(() => {
    const verdict = this.verdict();
    return verdict === null ? '' : messages.passwordStrength[verdict];
  });

  constructor() {
    effect((onCleanup) => {
      const password = this.password();
      const words = this.words();
      const timer = setTimeout(() => void this.judge(password, words), PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  private async judge(password: string, words: readonly string[]): Promise<void> {
    const verdict = await verdictOf(password, words);
    // Something else may have been typed while the judge was on its way.
    if (password === untracked(this.password)) this.verdict.set(verdict);
  }
}

/** Null where there is nothing to say. */
async function verdictOf(password: string, words: readonly string[]): Promise<Verdict | null> {
  if (password === '') return null;
  // Fetched from the first letter on, although a short password needs no judge.
  const judge = await import('./password-judge').catch(() => null);
  if (password.length < SHORTEST_PASSWORD) return 'too-short';
  return judge === null ? null : judge.verdictOn(password, words);
}
