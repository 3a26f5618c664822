/** One command at a time per stream and process: commands of one process never make each other start again. */
export class StreamLocks {
  private readonly tails = new Map<string, Promise<void>>();

  async run<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const before = this.tails.get(stream);
    let release: () => void = () => undefined;
    const tail = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.tails.set(stream, tail);
    try {
      if (before !== undefined) await before;
      return await work();
    } finally {
      if (this.tails.get(stream) === tail) this.tails.delete(stream);
      release();
    }
  }
}
