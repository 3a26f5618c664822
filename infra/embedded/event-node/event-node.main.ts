/**
 * The node as a process of its own. Data folder and ports come as `--data`, `--port` and `--admin-port` or as
 * EVENT_NODE_DATA_DIR, EVENT_NODE_PORT and EVENT_NODE_ADMIN_PORT, the secret only as EVENT_NODE_SECRET (arguments can be seen by other users). Prints
 * `{"ready":true,"port":N,"adminPort":M}` once it takes calls; a refusal is one sentence on stderr and exit code 1.
 */
import { parseArgs } from 'node:util';
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { startEventNode } from './event-node';
import { messageOf } from './refusal';

function refuse(error: unknown): never {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}

/** 0, the default, takes a free one. */
function portFrom(text = '0'): number {
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : refuse(new Error('A port of the event node must be a number from 0 to 65535.'));
}

async function main(): Promise<void> {
  // What there is to say is one sentence of ours.
  setLogVerbosity(logVerbosity.NONE);
  const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string' }, 'admin-port': { type: 'string' } } });
  const dataDir = values.data ?? process.env['EVENT_NODE_DATA_DIR'];
  const port = portFrom(values.port ?? process.env['EVENT_NODE_PORT']);
  const adminPort = portFrom(values['admin-port'] ?? process.env['EVENT_NODE_ADMIN_PORT']);
  const secret = process.env['EVENT_NODE_SECRET'];
  if (dataDir === undefined || dataDir === '') return refuse(new Error('Name the data folder of the event node with --data.'));
  const report = (line: string): boolean => process.stderr.write(`${line}\n`);
  const node = await startEventNode({ dataDir, port, adminPort, secret: secret === undefined || secret === '' ? null : secret, report, onFatal: refuse });
  process.stdout.write(`${JSON.stringify({ ready: true, port: node.port, adminPort: node.adminPort })}\n`);
  const stop = (): void => {
    node.stop().then(() => process.exit(0), refuse);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch(refuse);
