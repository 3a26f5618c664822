import { DestroyRef, inject } from '@angular/core';

/** Calls `act` once the calls have paused. Forgets a waiting call when the component goes. Call in an injection context. */
export function debounced<A>(pauseMs: number, act: (latest: A) => void): (latest: A) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  return (latest) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(latest), pauseMs);
  };
}
