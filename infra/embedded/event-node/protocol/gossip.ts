import type { handleUnaryCall } from '@grpc/grpc-js';
import gossip from '@eventstore/db-client/generated/gossip_pb';
import shared from '@eventstore/db-client/generated/shared_pb';

const TICKS_PER_MILLISECOND = 10_000n;

/** A cluster of one leader, at the address this node listens on. */
export function gossipRead(node: { instanceId: string; host: string; port: () => number; now: () => number }): handleUnaryCall<unknown, gossip.ClusterInfo> {
  return (_call, reply) => {
    const endPoint = new gossip.EndPoint();
    endPoint.setAddress(node.host);
    endPoint.setPort(node.port());
    const id = new shared.UUID();
    id.setString(node.instanceId);
    const member = new gossip.MemberInfo();
    member.setInstanceId(id);
    member.setTimeStamp(String(BigInt(node.now()) * TICKS_PER_MILLISECOND));
    member.setState(gossip.MemberInfo.VNodeState.LEADER);
    member.setIsAlive(true);
    member.setHttpEndPoint(endPoint);
    const cluster = new gossip.ClusterInfo();
    cluster.addMembers(member);
    reply(null, cluster);
  };
}
