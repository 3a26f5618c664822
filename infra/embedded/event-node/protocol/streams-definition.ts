/** The service definition of the client's package, with the hot messages taken and given as bytes. */
import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { AppendReq, AppendResp, DeleteReq, DeleteResp, ReadReq, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb';

const same = (bytes: Buffer): Buffer => bytes;

export interface StreamsDefinition extends ServiceDefinition {
  read: MethodDefinition<ReadReq, Buffer>;
  append: MethodDefinition<AppendReq, AppendResp>;
  delete: MethodDefinition<DeleteReq, DeleteResp>;
  tombstone: MethodDefinition<TombstoneReq, TombstoneResp>;
  batchAppend: MethodDefinition<Buffer, Buffer>;
}

export const streamsDefinition: StreamsDefinition = {
  read: { ...StreamsService.read, responseSerialize: same, responseDeserialize: same },
  append: StreamsService.append,
  delete: StreamsService.delete,
  tombstone: StreamsService.tombstone,
  batchAppend: { ...StreamsService.batchAppend, requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same },
};
