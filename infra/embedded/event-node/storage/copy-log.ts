/** A copy of the log as it is at one moment, while the node goes on writing. */
import { join } from 'node:path';
import { NodeRefusal, messageOf } from '../refusal';
import { LOG_FILE } from './log-file';
import { verifyFolder, withLog } from './verify-folder';
import type { Verification } from './verify-log';

/** `target` is an empty folder. The copy is verified: throws NodeRefusal when the log is damaged or the copy cannot be written. */
export function copyLog(folder: string, target: string): Verification {
  withLog(folder, (database) => {
    try {
      // One read transaction; freed pages are left behind, and positions are the keys of the rows.
      database.prepare('VACUUM INTO ?').run(join(target, LOG_FILE));
    } catch (error) {
      throw new NodeRefusal(`The event log ${folder} could not be copied to ${target}: ${messageOf(error)}; check both disks and start again.`);
    }
  });
  const verification = verifyFolder(target);
  const [first] = verification.damages;
  if (first === undefined) return verification;
  throw new NodeRefusal(`The event log ${folder} is damaged at position ${String(first.position)} (${first.what}); look at it with npm run events -- verify.`);
}
