import type { LiveMessage, LiveTopic } from '../../../../event-schemas/src/http/live';
import { LiveStream } from './live-stream';

const message = (topic: LiveTopic, position: number): LiveMessage => ({ topic, position: String(position).padStart(20, '0') });

/** A connection that takes everything, or nothing more until it drains. */
class Connection {
  readonly written: string[] = [];
  takes = true;
  private drained: () => void = () => undefined;

  write(chunk: string): boolean {
    this.written.push(chunk);
    return this.takes;
  }

  once(_event: 'drain', listener: () => void): void {
    this.drained = listener;
  }

  drain(): void {
    this.takes = true;
    this.drained();
  }

  get messages(): LiveMessage[] {
    return this.written.filter((chunk) => chunk.startsWith('data: ')).map((chunk) => JSON.parse(chunk.slice('data: '.length)) as LiveMessage);
  }
}

let connection: Connection;
let stream: LiveStream;
beforeEach(() => {
  jest.useFakeTimers();
  connection = new Connection();
  stream = new LiveStream(connection, { intervalMs: 150, heartbeatMs: 15_000 });
});
afterEach(() => {
  stream.close();
  jest.useRealTimers();
});

describe('LiveStream', () => {
  it('sends the first message of a topic at once, and of many that follow only the newest after the interval', () => {
    for (let position = 1; position <= 10; position += 1) stream.send(message('leads', position));
    expect(connection.messages).toEqual([message('leads', 1)]);
    jest.advanceTimersByTime(150);
    expect(connection.messages).toEqual([message('leads', 1), message('leads', 10)]);
    jest.advanceTimersByTime(10_000);
    expect(connection.messages).toHaveLength(2);
  });

  it('holds no topic back because of another one', () => {
    stream.send(message('leads', 1));
    stream.send(message('imports', 2));
    expect(connection.messages).toEqual([message('leads', 1), message('imports', 2)]);
  });

  it('keeps the newest message of a topic for a client that does not read, and sends it when the client reads again', () => {
    connection.takes = false;
    stream.send(message('leads', 1));
    jest.advanceTimersByTime(1_000);
    stream.send(message('leads', 2));
    stream.send(message('leads', 3));
    expect(connection.messages).toEqual([message('leads', 1)]);
    connection.drain();
    expect(connection.messages).toEqual([message('leads', 1), message('leads', 3)]);
  });

  it('writes a comment when it opens and every fifteen seconds, and nothing after it was closed', () => {
    jest.advanceTimersByTime(30_000);
    expect(connection.written).toEqual([': connected\n\n', ': still here\n\n', ': still here\n\n']);
    stream.close();
    jest.advanceTimersByTime(60_000);
    expect(connection.written).toHaveLength(3);
  });
});
