/**
 * The calls of grpc-js write one message per turn of the event loop. When a group of appends is answered, or a page of
 * events goes out, that costs a system call per message and tears the next group apart. These replies go straight to
 * the HTTP/2 stream, which sends whatever has gathered in one piece.
 */
import { ServerInterceptingCall, ServerListenerBuilder, type Metadata, type ServerInterceptingCallInterface, type ServerInterceptor } from '@grpc/grpc-js';

export type DirectReply = (message: Buffer, sent: () => void) => void;

const calls = new WeakMap<Metadata, ServerInterceptingCallInterface>();

/** Remembers, for the handler that gets the same metadata, the call below the one it sees. */
export const directReplies: ServerInterceptor = (_method, call) =>
  new ServerInterceptingCall(call, {
    start: (next) => {
      const remember = new ServerListenerBuilder().withOnReceiveMetadata((metadata, pass) => {
        calls.set(metadata, call);
        pass(metadata);
      });
      next(remember.build());
    },
  });

/** Sends messages of the call. `sent` is not called any more once the call is cancelled. The call's own `write` must not be used beside it. */
export function directReplyOf(metadata: Metadata): DirectReply {
  const call = calls.get(metadata);
  if (call === undefined) throw new Error('The server was made without the interceptor for direct replies.');
  return (message, sent) => call.sendMessage(message, sent);
}
