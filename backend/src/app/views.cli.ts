/** `npm run views -- status | rebuild <name> | verify [name]` */
import type { INestApplicationContext } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '../platform/event-store/event-store';
import { VIEWS_DB } from '../platform/projections/views-database';
import { ViewsTool } from '../platform/projections/views-tool';
import { EventOpener } from '../platform/sealing/event-opener';
import type { Db } from 'mongodb';
import { views } from './capabilities';
import { rebuildThreads } from './rebuild-threads';
import { readToolConfig } from './tool-config';
import { UsageError, runTool, say } from './tool';

const USAGE = 'Say what to do: npm run views -- status, rebuild <view>, or verify [view].';

runTool(async (app) => {
  const [what, name, ...rest] = process.argv.slice(2);
  const tool = new ViewsTool(toolsOf(app), views);
  if (rest.length > 0) throw new UsageError(USAGE);
  if (what === 'status' && name === undefined) return status(tool);
  if (what === 'rebuild' && name !== undefined) return rebuild(tool, name);
  if (what === 'verify') return verify(tool, name ?? null);
  throw new UsageError(USAGE);
});

const toolsOf = (app: INestApplicationContext): ConstructorParameters<typeof ViewsTool>[0] => ({
  database: app.get<Db>(VIEWS_DB),
  store: app.get<EventStore>(EVENT_STORE),
  opener: app.get(EventOpener),
  threads: rebuildThreads(readToolConfig(process.env)),
});

async function status(tool: ViewsTool): Promise<boolean> {
  for (const group of await tool.status()) {
    const behind = group.upToDate ? 'at the end of the log' : 'behind the log';
    say(`${group.group}: ${String(group.events)} events seen, ${behind}, ${group.held ? 'kept by a worker' : 'no worker keeps it'}`);
    for (const { name, version, liveVersion } of group.views) {
      const live = liveVersion === null ? 'not built yet' : liveVersion === version ? 'live' : `version ${String(liveVersion)} is live`;
      say(`  ${name} version ${String(version)}, ${live}`);
    }
  }
  return true;
}

async function rebuild(tool: ViewsTool, name: string): Promise<boolean> {
  const began = performance.now();
  const events = await tool.rebuild(name, () => undefined);
  const seconds = (performance.now() - began) / 1_000;
  say(`The view ${name} was rebuilt from ${String(events)} events in ${seconds.toFixed(1)} s (${String(Math.round(events / seconds))} events/s).`);
  return true;
}

async function verify(tool: ViewsTool, name: string | null): Promise<boolean> {
  const verifications = await tool.verify(name);
  for (const { view, equal, live, rebuilt } of verifications) {
    say(
      equal
        ? `${view}: equal, ${String(live.documents)} documents, ${live.sha256}`
        : `${view}: DIFFERENT, live ${String(live.documents)} documents ${live.sha256}, rebuilt ${String(rebuilt.documents)} documents ${rebuilt.sha256}; run npm run views -- rebuild ${view}.`,
    );
  }
  return verifications.every(({ equal }) => equal);
}
