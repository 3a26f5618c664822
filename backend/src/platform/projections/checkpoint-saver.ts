/** Saves the checkpoint of a group: at once after a batch that wrote, a little later after events that no view wants. */
import type { Checkpoint, GroupLease } from './group-lease';

const LATER_MS = 50;

export class CheckpointSaver {
  private saving: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private pending: Checkpoint | null = null;

  constructor(
    private readonly lease: GroupLease,
    private readonly failed: (error: unknown) => void,
  ) {}

  now(checkpoint: Checkpoint): Promise<void> {
    this.pending = null;
    return this.inOrder(() => this.lease.save(checkpoint, true));
  }

  later(checkpoint: Checkpoint): void {
    this.pending = checkpoint;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.flush().catch(this.failed);
    }, LATER_MS);
  }

  /** Resolves when nothing is left to save. */
  async flush(): Promise<void> {
    const checkpoint = this.pending;
    this.pending = null;
    await (checkpoint === null ? this.saving : this.inOrder(() => this.lease.save(checkpoint, false)));
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
