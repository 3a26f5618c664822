/** Saves the checkpoint of a group: at once after a batch that wrote, a little later after events that no view wants. */
import type { Checkpoint, GroupLease } from './group-lease';

const SOON_MS = 50;
const LATEST_MS = 400;

/** While a log stays busy with events that a group does not want, its checkpoint is saved ever less often. Milliseconds. */
export const delayAfter = (before: number, sinceLastSave: number): number => (sinceLastSave > 4 * before ? SOON_MS : Math.min(LATEST_MS, 2 * before));

export class CheckpointSaver {
  private saving: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private pending: Checkpoint | null = null;
  private delay = SOON_MS;
  private savedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly lease: GroupLease,
    private readonly failed: (error: unknown) => void,
  ) {}

  now(checkpoint: Checkpoint): Promise<void> {
    this.pending = null;
    this.delay = SOON_MS;
    this.savedAt = Number.NEGATIVE_INFINITY;
    return this.inOrder(() => this.lease.save(checkpoint, true));
  }

  later(checkpoint: Checkpoint): void {
    this.pending = checkpoint;
    if (this.timer !== null) return;
    this.delay = delayAfter(this.delay, performance.now() - this.savedAt);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.savedAt = performance.now();
      this.flush().catch(this.failed);
    }, this.delay);
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
