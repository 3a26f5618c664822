import { createHash, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { secretFile } from '../../../platform/sealing/secret-file';

/** The one-time right to make the first account: a file in the data folder that only its owner can read. */
export class SetUpToken {
  private readonly file: string;

  constructor(dataFolder: string) {
    this.file = path.join(dataFolder, 'set-up-token');
  }

  /** Makes the file when it does not exist. */
  offer(): void {
    secretFile(this.file);
  }

  matches(given: string): boolean {
    if (!existsSync(this.file)) return false;
    return timingSafeEqual(digest(readFileSync(this.file, 'utf8').trim()), digest(given));
  }

  withdraw(): void {
    rmSync(this.file, { force: true });
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
