import { connect } from 'node:http2';
import { EventStoreDBClient, binaryEvent } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb';
import messages from '@eventstore/db-client/generated/streams_pb';
import { startEventNode } from '../event-node';
import { temporaryFolder } from '../testing/node-process';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function subscribeToAll(): Buffer {
  const all = new messages.ReadReq.Options.AllOptions();
  all.setStart(new shared.Empty());
  const options = new messages.ReadReq.Options();
  options.setAll(all);
  options.setSubscription(new messages.ReadReq.Options.SubscriptionOptions());
  const request = new messages.ReadReq();
  request.setOptions(options);
  const bytes = Buffer.from(request.serializeBinary());
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([prefix, bytes]);
}

/** A client that stops reading from its socket, which the real one cannot be made to do. */
it('tells a reader that was slow what was written while it was being waited for', async () => {
  const node = await startEventNode({ dataDir: folder.path, port: 0, secret: null });
  const writer = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(node.port)}?tls=false`);
  const session = connect(`http://127.0.0.1:${String(node.port)}`);
  const call = session.request({ ':method': 'POST', ':path': '/event_store.client.streams.Streams/Read', 'content-type': 'application/grpc', te: 'trailers' });
  let received = Buffer.alloc(0);
  const has = async (text: string | Buffer): Promise<void> => {
    const giveUpAt = Date.now() + 5000;
    while (!received.includes(text)) {
      if (Date.now() > giveUpAt) throw new Error(`It never came: ${text.toString('hex')}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const append = (mark: string, size: number) => writer.appendToStream('slow-1', binaryEvent({ type: mark, data: Buffer.alloc(size, 1) }));
  try {
    call.on('data', (bytes: Buffer) => (received = Buffer.concat([received, bytes])));
    call.end(subscribeToAll());
    const caughtUp = Buffer.from([0, 0, 0, 0, 2, 0x42, 0]);
    await has(caughtUp);
    call.pause();
    // The first fills the window and stays under way; the node waits for it before it sends the second, and meanwhile comes the third.
    await append('the-first', 400_000);
    await append('the-second', 10);
    await append('the-third', 10);
    call.resume();
    await has('the-second');
    await has('the-third');
  } finally {
    session.destroy();
    await writer.dispose();
    await node.stop();
  }
});
