/** `npm run processes -- parked | retry <command id>` */
import type { Db } from 'mongodb';
import { parkedCommands, retryParked } from '../platform/processes/parked';
import { VIEWS_DB } from '../platform/projections/views-database';
import { processes } from './capabilities';
import { UsageError, runTool, say } from './tool';

const USAGE = 'Say what to do: npm run processes -- parked, or retry <command id>.';

runTool(async (app) => {
  const [what, commandId, ...rest] = process.argv.slice(2);
  const database = app.get<Db>(VIEWS_DB);
  if (rest.length > 0) throw new UsageError(USAGE);
  if (what === 'parked' && commandId === undefined) {
    const parked = await parkedCommands(database, processes);
    for (const each of parked) {
      say(`${each.commandId}  ${each.process}  ${each.instance}  ${each.reason}, ${String(each.attempts)} attempts, parked ${each.at}`);
    }
    if (parked.length === 0) say('Nothing is parked.');
    return true;
  }
  if (what === 'retry' && commandId !== undefined) {
    if (!(await retryParked(database, processes, commandId)))
      throw new UsageError(`No command ${commandId} is parked; npm run processes -- parked lists them.`);
    say('The worker tries it again.');
    return true;
  }
  throw new UsageError(USAGE);
});
