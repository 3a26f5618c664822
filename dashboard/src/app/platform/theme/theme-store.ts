import { effect, Injectable, signal } from '@angular/core';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORED = 'leadgen.theme';

/** The appearance a person chose in this browser. Construct it early: it paints the page. */
@Injectable({ providedIn: 'root' })
export class ThemeStore {
  private readonly chosen = signal<Theme>(THEMES.find((theme) => theme === localStorage.getItem(STORED)) ?? 'system');

  readonly theme = this.chosen.asReadonly();

  constructor() {
    effect(() => {
      const theme = this.chosen();
      if (theme === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = theme;
    });
  }

  choose(theme: Theme): void {
    localStorage.setItem(STORED, theme);
    this.chosen.set(theme);
  }
}
