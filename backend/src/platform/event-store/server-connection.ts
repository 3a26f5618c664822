/**
 * One connection to the event store through the official client, which finds the leader, keeps the channel alive and
 * rebuilds it after a loss. The client's own batch append is not used: its replies are kept in a process-wide table, so that
 * a fault on one connection rejects the appends of another and a late reply ends the process.
 */
import { EventStoreDBClient } from '@eventstore/db-client';
import type { CallOptions, Client as GrpcClient, Metadata } from '@grpc/grpc-js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { ClientDuplexStream, ClientReadableStream } from '@grpc/grpc-js';

/** BatchAppendReq and BatchAppendResp as bytes. */
export type BatchAppendCall = ClientDuplexStream<Buffer, Buffer>;

/** Each answer is a ReadResp as bytes. */
export type RawRead = ClientReadableStream<Buffer>;

const READ = '/event_store.client.streams.Streams/Read';
const BATCH_APPEND = '/event_store.client.streams.Streams/BatchAppend';
const asItIs = (bytes: Buffer): Buffer => bytes;

/** Protected parts of the client; its version is pinned exactly. */
interface ClientInside {
  GRPCStreamCreator<C extends GrpcClient, T>(type: new (...options: never[]) => C, name: string, open: (client: C) => T): () => Promise<T>;
  callArguments(options: object, callOptions: CallOptions): [Metadata, CallOptions];
  getChannel(): Promise<{ close(): void }>;
}

export class ServerConnection {
  readonly client: EventStoreDBClient;
  private readonly inside: ClientInside;

  /** `url` as in `esdb://host:port?tls=false&connectionName=...`. */
  constructor(url: string) {
    this.client = EventStoreDBClient.connectionString(url);
    this.inside = this.client as unknown as ClientInside;
  }

  /** A new bidirectional append stream; the client replaces its channel when the stream fails because the server is gone. */
  openBatchAppend(): Promise<BatchAppendCall> {
    const open = this.inside.GRPCStreamCreator(StreamsClient, 'batchAppend', (client) => {
      const [metadata, options] = this.inside.callArguments({}, { deadline: Infinity });
      return client.makeBidiStreamRequest(BATCH_APPEND, asItIs, asItIs, metadata, options);
    });
    return open();
  }

  /** A read that is asked for and answered in bytes: the client makes a dozen objects of an event, of which we need none. */
  openRawRead(request: Buffer): Promise<RawRead> {
    const open = this.inside.GRPCStreamCreator(StreamsClient, 'read', (client) => {
      const [metadata, options] = this.inside.callArguments({}, { deadline: Infinity });
      return client.makeServerStreamRequest(READ, asItIs, asItIs, request, metadata, options);
    });
    return open();
  }

  async close(): Promise<void> {
    await this.client.dispose();
    const channel = await this.inside.getChannel();
    channel.close();
  }
}
