import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { CommitSignal } from '../streams/commit-signal';

const LARGE_FRAME = 8 * 1024;

/** The sending side of a read call: waits when the reader is slow, stops when it has gone. */
export class Outlet {
  closed = false;
  private wake: (() => void) | null = null;

  constructor(private readonly call: ServerWritableStream<unknown, Buffer>) {
    const close = (): void => {
      this.closed = true;
      this.continue();
    };
    call.on('cancelled', close);
    call.on('close', close);
    call.on('error', close);
    call.on('drain', () => this.continue());
  }

  async send(frames: readonly Buffer[]): Promise<void> {
    // Nothing to send means that a filter took all of it: let others have their turn before the next page.
    if (frames.length === 0) await nextTurn();
    for (const frame of frames) {
      if (this.closed) return;
      if (frame.length > LARGE_FRAME) await this.sent(frame);
      else if (!this.call.write(frame)) await this.pause();
    }
  }

  async sendPages(pages: Iterable<readonly Buffer[]>): Promise<void> {
    for (const page of pages) {
      await this.send(page);
      if (this.closed) return;
    }
  }

  /** Returns at once when the log has grown since `seen`, the count of the signal before the reader looked. */
  async commitOrClose(signal: CommitSignal, seen: number): Promise<void> {
    if (this.closed || signal.count !== seen) return;
    await new Promise<void>((resolve) => {
      const forget = signal.wait(resolve);
      this.wake = () => {
        forget();
        resolve();
      };
    });
    this.wake = null;
  }

  /** The call counts messages, not bytes, before it asks for a pause: large ones go one at a time. */
  private async sent(frame: Buffer): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      this.call.write(frame, () => resolve());
    });
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
  }

  private continue(): void {
    const wake = this.wake;
    this.wake = null;
    wake?.();
  }
}
