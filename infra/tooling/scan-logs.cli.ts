/** `scan-logs <folder>`: the last step of a test run. Fails on any leak, and when a part of the run left no log to look at. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { scanLogs } from './log-scan';

/** What a whole run leaves: specs that start applications, built installations, tools. */
const LEAST_LINES: Readonly<Record<string, number>> = { applications: 1_000, installations: 100, tools: 5 };
const MOST_SHOWN = 20;

async function main(folder: string): Promise<void> {
  for (const [part, least] of Object.entries(LEAST_LINES)) {
    const place = path.join(folder, part);
    const { files, lines, leaks } = existsSync(place) ? await scanLogs(place) : { files: 0, lines: 0, leaks: [] };
    console.log(`${part}: ${String(lines)} lines of ${String(files)} logs, ${String(leaks.length)} of them with something that no log may hold`);
    for (const { file, line, kind } of leaks.slice(0, MOST_SHOWN)) console.error(`${part}/${file}:${String(line)} holds ${kind}`);
    if (lines < least) console.error(`${part}: fewer than ${String(least)} lines; a run that logs nothing proves nothing`);
    if (lines < least || leaks.length > 0) process.exitCode = 1;
  }
}

void main(process.argv[2] ?? '');
