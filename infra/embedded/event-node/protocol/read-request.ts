/** What a read asks for, out of the generated message. */
import messages, { type ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { EventFilter } from '../subscriptions/event-filter';
import { MalformedMessage } from '../wire/protobuf-reader';
import { nameOf } from './generated-options';

export type ReadStart = 'start' | 'end' | number;

export interface ReadRequest {
  /** null: the whole log. */
  readonly stream: string | null;
  readonly start: ReadStart;
  readonly backwards: boolean;
  readonly resolveLinks: boolean;
  readonly filter: EventFilter | null;
  /** null: a subscription. */
  readonly count: number | null;
}

const DEFAULT_WINDOW = 32;

export function readRequest(message: ReadReq): ReadRequest {
  const options = message.getOptions();
  if (options === undefined) throw new MalformedMessage('A read needs options.');
  const stream = options.getStream();
  const all = options.getAll();
  const common = {
    backwards: options.getReadDirection() === messages.ReadReq.Options.ReadDirection.BACKWARDS,
    resolveLinks: options.getResolveLinks(),
    count: options.hasSubscription() ? null : Number(options.getCount()),
  };
  if (stream !== undefined) {
    const name = nameOf(stream.getStreamIdentifier());
    if (name === '') throw new MalformedMessage('A read needs the name of a stream.');
    return { ...common, stream: name, start: startOf(stream, () => Number(stream.getRevision())), filter: null };
  }
  if (all === undefined) throw new MalformedMessage('A read needs a stream or the whole log.');
  return { ...common, stream: null, start: startOf(all, () => Number(all.getPosition()?.getCommitPosition() ?? 0)), filter: filterOf(options) };
}

function startOf(options: { hasStart(): boolean; hasEnd(): boolean }, given: () => number): ReadStart {
  if (options.hasStart()) return 'start';
  return options.hasEnd() ? 'end' : given();
}

function filterOf(options: ReadReq.Options): EventFilter | null {
  const filter = options.getFilter();
  if (filter === undefined) return null;
  const onStream = filter.getStreamIdentifier();
  const expression = onStream ?? filter.getEventType();
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  const checkpointEvery = Math.max(1, window) * Math.max(1, filter.getCheckpointintervalmultiplier());
  try {
    return new EventFilter(onStream === undefined ? 'type' : 'stream', expression?.getRegex() ?? '', expression?.getPrefixList() ?? [], checkpointEvery);
  } catch {
    throw new MalformedMessage('The filter is not a regular expression.');
  }
}
