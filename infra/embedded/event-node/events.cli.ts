/** `events verify` reads the whole log and says what is damaged; `events stats` counts. Exit code 1 when something is wrong. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from './refusal';
import { statsOf, verifyFolder } from './storage/verify-folder';

const USAGE = 'Say what to do with the event log: "verify" or "stats", with --data <folder> unless it is in .leadgen/events.';

function main(): number {
  const { values, positionals } = parseArgs({ options: { data: { type: 'string' } }, allowPositionals: true });
  const folder = values.data ?? join(process.env['LEADGEN_DATA_DIR'] ?? '.leadgen', 'events');
  const [verb] = positionals;
  if (verb === 'stats') {
    const stats = statsOf(folder);
    process.stdout.write(
      `${String(stats.events)} events in ${String(stats.streams)} streams, ${String(stats.scavenged)} scavenged, last position ${String(stats.lastPosition)}, ${String(stats.bytesOnDisk)} bytes on disk.\n`,
    );
    return 0;
  }
  if (verb !== 'verify') throw new Error(USAGE);
  const { damages, events, streams } = verifyFolder(folder);
  for (const { position, what } of damages) process.stdout.write(`Position ${String(position)}: ${what}.\n`);
  const verdict = damages.length === 0 ? 'is whole' : `has ${String(damages.length)} damaged places; restore it from a backup`;
  process.stdout.write(`The event log in ${folder} (${String(events)} events in ${String(streams)} streams) ${verdict}.\n`);
  return damages.length === 0 ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
