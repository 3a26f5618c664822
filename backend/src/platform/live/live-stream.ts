/** One client's messages as server-sent events: the first of a topic at once, then at most one per topic and interval, always the newest. */
import type { LiveMessage, LiveTopic } from '../../../../event-schemas/src/http/live';

/** The part of an HTTP response that is needed. */
export interface Sink {
  /** False: wait for `drain` before writing more. */
  write(chunk: string): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

export interface LiveStreamOptions {
  readonly intervalMs: number;
  readonly heartbeatMs: number;
}

export class LiveStream {
  private readonly held = new Map<LiveTopic, LiveMessage>();
  private readonly resting = new Map<LiveTopic, NodeJS.Timeout>();
  private readonly heartbeat: NodeJS.Timeout;
  private full = false;

  constructor(
    private readonly sink: Sink,
    private readonly options: LiveStreamOptions,
  ) {
    this.write(': connected\n\n');
    this.heartbeat = setInterval(() => this.beat(), options.heartbeatMs);
  }

  send(message: LiveMessage): void {
    if (this.full || this.resting.has(message.topic)) {
      this.held.set(message.topic, message);
      return;
    }
    this.write(`data: ${JSON.stringify(message)}\n\n`);
    const timer = setTimeout(() => {
      this.resting.delete(message.topic);
      this.release();
    }, this.options.intervalMs);
    this.resting.set(message.topic, timer);
  }

  close(): void {
    clearInterval(this.heartbeat);
    for (const timer of this.resting.values()) clearTimeout(timer);
    this.held.clear();
  }

  private release(): void {
    for (const [topic, message] of [...this.held]) {
      if (this.full || this.resting.has(topic)) continue;
      this.held.delete(topic);
      this.send(message);
    }
  }

  /** Keeps proxies from closing a quiet connection. */
  private beat(): void {
    if (!this.full) this.write(': still here\n\n');
  }

  private write(chunk: string): void {
    if (this.sink.write(chunk)) return;
    this.full = true;
    this.sink.once('drain', () => {
      this.full = false;
      this.release();
    });
  }
}
