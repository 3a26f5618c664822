/**
 * The node as a process of its own. Data folder and port come as `--data` and `--port` or as EVENT_NODE_DATA_DIR and
 * EVENT_NODE_PORT, the secret only as EVENT_NODE_SECRET (arguments can be seen by other users). Prints
 * `{"ready":true,"port":N}` once it takes calls; a refusal is one sentence on stderr and exit code 1.
 */
import { parseArgs } from 'node:util';
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { startEventNode } from './event-node';
import { messageOf } from './refusal';

function refuse(error: unknown): never {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  // What there is to say is one sentence of ours.
  setLogVerbosity(logVerbosity.NONE);
  const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string' } } });
  const dataDir = values.data ?? process.env['EVENT_NODE_DATA_DIR'];
  const port = Number(values.port ?? process.env['EVENT_NODE_PORT'] ?? 0);
  const secret = process.env['EVENT_NODE_SECRET'];
  if (dataDir === undefined || dataDir === '') return refuse(new Error('Name the data folder of the event node with --data.'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return refuse(new Error('The port of the event node must be a number from 0 to 65535.'));
  const report = (line: string): boolean => process.stderr.write(`${line}\n`);
  const node = await startEventNode({ dataDir, port, secret: secret === undefined || secret === '' ? null : secret, report, onFatal: refuse });
  process.stdout.write(`${JSON.stringify({ ready: true, port: node.port })}\n`);
  const stop = (): void => {
    node.stop().then(() => process.exit(0), refuse);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch(refuse);
