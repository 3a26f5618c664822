/** Saves the checkpoint of a group: at once after a batch that wrote, a little later after events that no view wants. */
import type { GroupLease } from './group-lease';

const LATER_MS = 25;

export class CheckpointSaver {
  private saving: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private pending: string | null = null;

  constructor(
    private readonly lease: GroupLease,
    private readonly failed: (error: unknown) => void,
  ) {}

  now(position: string): Promise<void> {
    this.pending = null;
    return this.inOrder(() => this.lease.save(position, true));
  }

  later(position: string): void {
    this.pending = position;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.flush().catch(this.failed);
    }, LATER_MS);
  }

  /** Resolves when nothing is left to save. */
  async flush(): Promise<void> {
    const position = this.pending;
    this.pending = null;
    await (position === null ? this.saving : this.inOrder(() => this.lease.save(position, false)));
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Two saves under way at once could arrive the wrong way round. */
  private inOrder(save: () => Promise<void>): Promise<void> {
    this.saving = this.saving.then(save);
    return this.saving;
  }
}
