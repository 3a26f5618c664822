import { signal } from '@angular/core';
import type { FieldProblem } from '../../../../../event-schemas/src/http/problem';
import { problemOf } from '../api/api-fault';

/** One form on its way to the server: whether it is being sent, and why it was not taken. */
export class Sending {
  private readonly refused = signal<readonly FieldProblem[]>([]);
  private readonly busy = signal(false);
  private readonly sentence = signal<string | null>(null);
  readonly working = this.busy.asReadonly();
  readonly problem = this.sentence.asReadonly();

  /** What the server says about the field of that name, if anything. */
  refusalOf(field: string): string | null {
    return this.refused().find(({ pointer }) => pointer === `/${field}`)?.message ?? null;
  }

  /** Drops what was said about the try before, such as when the next one is not even sent, and says `instead`. */
  forget(instead: string | null = null): void {
    this.sentence.set(instead);
    this.refused.set([]);
  }

  /** True when it was done; a second press while the first is on its way does nothing. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy()) return false;
    this.busy.set(true);
    this.forget();
    try {
      await work();
      return true;
    } catch (fault) {
      const problem = problemOf(fault);
      this.sentence.set(problem.detail);
      this.refused.set(problem.errors ?? []);
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}
