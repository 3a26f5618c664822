import { eventStreamData } from './event-stream';

const streamOf = (...chunks: readonly string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });

async function read(stream: ReadableStream<Uint8Array>): Promise<readonly string[]> {
  const messages: string[] = [];
  for await (const data of eventStreamData(stream, () => undefined)) messages.push(data);
  return messages;
}

describe('an event stream', () => {
  it('yields the data of each message', async () => {
    await expect(read(streamOf('data: one\n\ndata: two\n\n'))).resolves.toEqual(['one', 'two']);
  });

  it('joins a message that arrives in pieces', async () => {
    await expect(read(streamOf('da', 'ta: on', 'e\n', '\n'))).resolves.toEqual(['one']);
  });

  it('takes the lines of one message together and swallows comments and other fields', async () => {
    await expect(read(streamOf(': heartbeat\n\nevent: x\nid: 3\ndata: a\ndata: b\r\n\r\n'))).resolves.toEqual(['a\nb']);
  });

  it('drops a message that was cut off by the end', async () => {
    await expect(read(streamOf('data: whole\n\ndata: cut'))).resolves.toEqual(['whole']);
  });
});
