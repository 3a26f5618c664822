/** At most so many at once; the others wait in line. */
export class Limit {
  private running = 0;
  private readonly line: (() => void)[] = [];

  constructor(private readonly most: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.most) {
      await new Promise<void>((resolve) => {
        this.line.push(resolve);
      });
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.line.shift();
      // The place is handed on, not given back, so that nobody can take it in between.
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
