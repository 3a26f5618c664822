/**
 * Drives scavenges over the administration paths that every node of a server offers. Deleted events leave the disk of a node
 * only by a scavenge on that node, so all are asked and each answers for itself.
 */
export type ScavengeOutcome = 'none' | 'in-progress' | 'success' | 'stopped' | 'errored';

interface OfNode {
  /** Address without credentials. */
  readonly node: string;
}
/** The node could not be asked or answered something else: nothing is known about its disk. */
export interface NodeFailed extends OfNode {
  readonly kind: 'failed';
  readonly reason: string;
}
/** `busy`: one was running already. It may have passed what has been deleted since, so it does not count. */
export type ScavengeStart = (OfNode & { readonly kind: 'started' | 'busy'; readonly scavengeId: string }) | NodeFailed;
export type ScavengeState = (OfNode & { readonly kind: 'known'; readonly scavengeId: string | null; readonly outcome: ScavengeOutcome }) | NodeFailed;
export type ScavengeStop = (OfNode & { readonly kind: 'stopping' | 'not-running' }) | NodeFailed;

interface AdminNode {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}
interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const TIMEOUT_MS = 10_000;
const OUTCOMES: Readonly<Record<string, ScavengeOutcome>> = {
  Unknown: 'none',
  InProgress: 'in-progress',
  Success: 'success',
  Stopped: 'stopped',
  Errored: 'errored',
};

export class Scavenge {
  private readonly nodes: readonly AdminNode[];

  /** `urls`: every node, such as `https://user:password@host:2113`, separated by commas. Throws when one is no such address. */
  constructor(urls: string) {
    this.nodes = urls.split(',').map((url) => adminNode(url.trim()));
  }

  /** On every node. Threshold 0: each chunk that holds anything deleted is rewritten, however little it is. */
  start(): Promise<readonly ScavengeStart[]> {
    return this.onEach(async (node) => {
      const started = await ask(node, 'POST', '?threshold=0');
      const id = started.body['scavengeId'];
      if (started.status === 200 && typeof id === 'string') return { node: node.address, kind: 'started', scavengeId: id };
      const current = await ask(node, 'GET', '/current');
      const running = current.body['scavengeId'];
      return typeof running === 'string' ? { node: node.address, kind: 'busy', scavengeId: running } : unexpected(node, started);
    });
  }

  /** The scavenge that runs on each node, or the one that ran last. */
  last(): Promise<readonly ScavengeState[]> {
    return this.onEach(async (node) => {
      const reply = await ask(node, 'GET', '/last');
      const { scavengeId: id, scavengeResult: result } = reply.body;
      const outcome = typeof result === 'string' ? OUTCOMES[result] : undefined;
      if (reply.status !== 200 || outcome === undefined) return unexpected(node, reply);
      return { node: node.address, kind: 'known', scavengeId: typeof id === 'string' ? id : null, outcome };
    });
  }

  /** What runs on each node. What has been taken out by then stays out. */
  stop(): Promise<readonly ScavengeStop[]> {
    return this.onEach(async (node) => {
      const current = await ask(node, 'GET', '/current');
      if (current.status !== 200) return unexpected(node, current);
      const id = current.body['scavengeId'];
      if (typeof id !== 'string') return { node: node.address, kind: 'not-running' };
      const reply = await ask(node, 'DELETE', `/${encodeURIComponent(id)}`);
      // It ended between the question and the order.
      if (reply.status === 404) return { node: node.address, kind: 'not-running' };
      return reply.status === 200 ? { node: node.address, kind: 'stopping' } : unexpected(node, reply);
    });
  }

  private async onEach<T>(work: (node: AdminNode) => Promise<T | NodeFailed>): Promise<readonly (T | NodeFailed)[]> {
    return await Promise.all(this.nodes.map(async (node) => await work(node).catch((error: unknown) => failed(node, reasonOf(error)))));
  }
}

function adminNode(text: string): AdminNode {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new Error('EVENTSTORE_ADMIN_URL must name every node as https://user:password@host:port, separated by commas.');
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { address: url.origin, headers: url.password === '' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } };
}

async function ask({ address, headers }: AdminNode, method: string, path: string): Promise<Reply> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(`${address}/admin/scavenge${path}`, { method, headers: { accept: 'application/json', ...headers }, redirect: 'error', signal });
  const text = await response.text();
  return { status: response.status, body: jsonObject(text) };
}

/** Refusals come as plain text. */
function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error ? cause.message : error instanceof Error ? error.message : String(error);
}

const failed = ({ address }: AdminNode, reason: string): NodeFailed => ({ node: address, kind: 'failed', reason });
const unexpected = (node: AdminNode, { status }: Reply): NodeFailed => failed(node, `the node answered with status ${String(status)}`);
