/**
 * Several append streams over one connection. A stream writes one message per turn of the loop and per system call; messages
 * of several streams leave together.
 */
import { AppendLane } from './append-lane';
import type { ServerConnection } from './server-connection';

const LANES = 16;

export class AppendLanes {
  private readonly lanes: (Promise<AppendLane> | null)[] = Array.from({ length: LANES }, () => null);
  private next = 0;

  constructor(
    private readonly connection: ServerConnection,
    private readonly timeOutMs: number,
  ) {}

  /** An open lane, each in its turn; opened when it is not. */
  async take(): Promise<AppendLane> {
    this.next = (this.next + 1) % LANES;
    return this.open(this.next);
  }

  private async open(index: number): Promise<AppendLane> {
    const current = (this.lanes[index] ??= this.connection.openBatchAppend().then((call) => new AppendLane(call, this.timeOutMs)));
    const lane = await current.catch((error: unknown) => {
      this.forget(index, current);
      throw error;
    });
    if (lane.open) return lane;
    this.forget(index, current);
    return this.open(index);
  }

  private forget(index: number, lane: Promise<AppendLane>): void {
    if (this.lanes[index] === lane) this.lanes[index] = null;
  }
}
