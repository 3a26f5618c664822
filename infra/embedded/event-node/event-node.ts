/** Puts the node together and opens it on the loopback address. */
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { compose } from './compose';
import { append } from './protocol/append-call';
import { batchAppend } from './protocol/batch-append-call';
import { deleteStream, tombstoneStream } from './protocol/delete-calls';
import { directReplies } from './protocol/direct-replies';
import { gossipRead } from './protocol/gossip';
import { read } from './protocol/read-call';
import { getSupportedMethods } from './protocol/server-features';
import { streamsDefinition } from './protocol/streams-definition';
import { NodeRefusal, messageOf } from './refusal';
import { startAdminServer, type AdminServer } from './scavenge/admin-server';
import type { Scavenger } from './scavenge/scavenger';
import type { EventNodeOptions } from './node-options';
import { openStorage } from './storage/open-storage';

export interface EventNode {
  readonly port: number;
  /** Scavenging, over plain HTTP. */
  readonly adminPort: number;
  /** Answers what is under way, then closes the file. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const LARGEST_MESSAGE = 17 * 1024 * 1024;

/** Throws NodeRefusal, one sentence, when the folder or the port cannot be used. */
export async function startEventNode(options: EventNodeOptions): Promise<EventNode> {
  const report = options.report ?? (() => undefined);
  const storage = openStorage(options.dataDir, report);
  const server = new Server({
    interceptors: [directReplies],
    'grpc.max_concurrent_streams': 100,
    'grpc.max_receive_message_length': LARGEST_MESSAGE,
    'grpc.max_send_message_length': LARGEST_MESSAGE,
  });
  let port = options.port;
  const { parts, scavenger } = compose(storage, options, report);
  const streams: UntypedServiceImplementation = {
    read: (call: Parameters<typeof read>[0]) => read(call, parts),
    append: (call: Parameters<typeof append>[0], reply: Parameters<typeof append>[1]) => append(call, reply, parts),
    batchAppend: (call: Parameters<typeof batchAppend>[0]) => batchAppend(call, parts),
    delete: (call: Parameters<typeof deleteStream>[0], reply: Parameters<typeof deleteStream>[1]) => deleteStream(call, reply, parts),
    tombstone: (call: Parameters<typeof tombstoneStream>[0], reply: Parameters<typeof tombstoneStream>[1]) => tombstoneStream(call, reply, parts),
  };
  server.addService(streamsDefinition, streams);
  server.addService(ServerFeaturesService, { getSupportedMethods });
  server.addService(GossipService, { read: gossipRead({ instanceId: parts.newId(), host: HOST, port: () => port, now: parts.now }) });
  try {
    port = await bind(server, options.port);
    const admin = await startAdminServer(scavenger, options.secret, options.adminPort ?? 0);
    return { port, adminPort: admin.port, stop: () => stop(server, admin, scavenger, () => storage.close()) };
  } catch (error) {
    server.forceShutdown();
    storage.close();
    throw error;
  }
}

async function bind(server: Server, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.bindAsync(`${HOST}:${String(port)}`, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(new NodeRefusal(`Port ${String(port)} cannot be opened (${messageOf(error)}); stop the program that uses it or choose another port.`));
    });
  });
}

async function stop(server: Server, admin: AdminServer, scavenger: Scavenger, close: () => void): Promise<void> {
  scavenger.stop('current');
  await admin.close();
  // Subscriptions never end by themselves, so open calls are cut; whatever was acknowledged is on disk already.
  server.forceShutdown();
  await new Promise((resolve) => setImmediate(resolve));
  close();
}
