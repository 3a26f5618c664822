/** Wakes everybody who waits for the log to grow. */
export class CommitSignal {
  /** How often the log has grown: who looked before a pause can tell whether it has missed something. */
  count = 0;
  private waiting: (() => void)[] = [];

  wait(wake: () => void): () => void {
    this.waiting.push(wake);
    return () => {
      this.waiting = this.waiting.filter((each) => each !== wake);
    };
  }

  fire(): void {
    this.count++;
    if (this.waiting.length === 0) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}
