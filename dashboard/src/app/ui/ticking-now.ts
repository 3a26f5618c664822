import { DestroyRef, inject, Injectable, signal } from '@angular/core';

const TICK_MS = 20_000;

/** The clock of the browser, often enough for "3 minutes ago"; one timer for the whole page. */
@Injectable({ providedIn: 'root' })
export class TickingNow {
  private readonly current = signal(Date.now());
  readonly ms = this.current.asReadonly();

  constructor() {
    const timer = setInterval(() => this.current.set(Date.now()), TICK_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
