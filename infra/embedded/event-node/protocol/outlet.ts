import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { CommitSignal } from '../streams/commit-signal';
import { directReplyOf, type DirectReply } from './direct-replies';

/** The sending side of a read call: at most two pages are under way to a slow reader, and none to one that has gone. */
export class Outlet {
  closed = false;
  private wake: (() => void) | null = null;
  private underWay: Promise<void> = Promise.resolve();
  private readonly reply: DirectReply;

  constructor(call: ServerWritableStream<unknown, Buffer>) {
    this.reply = directReplyOf(call.metadata);
    const close = (): void => {
      this.closed = true;
      this.wake?.();
    };
    call.on('cancelled', close);
    call.on('close', close);
    call.on('error', close);
  }

  async send(frames: readonly Buffer[]): Promise<void> {
    const last = frames.at(-1);
    if (last === undefined) {
      // A filter took all of it: let others have their turn before the next page.
      await nextTurn();
      return;
    }
    if (!this.closed) await this.unlessClosed(this.underWay);
    if (this.closed) return;
    this.underWay = new Promise((resolve) => {
      for (const frame of frames) this.reply(frame, frame === last ? resolve : ignore);
    });
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
    let forget = ignore;
    await this.unlessClosed(
      new Promise<void>((resolve) => {
        forget = signal.wait(resolve);
      }),
    );
    forget();
  }

  /** Replies of a cancelled call are never reported as sent. */
  private async unlessClosed(promise: Promise<void>): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      void promise.then(resolve);
    });
    this.wake = null;
  }
}

const ignore = (): void => undefined;
