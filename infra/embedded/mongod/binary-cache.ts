// Fetched engines, kept outside the repository. Two first starts at once must not disturb each other: each fetches into a
// folder of its own beside the target, and the first to rename wins.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { codeOf, reasonOf, StartFailure } from '../start-failure';

/** `LEADGEN_CACHE_DIR`, else `leadgen` in the person's cache folder. */
export function defaultCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env['LEADGEN_CACHE_DIR'] ?? join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'leadgen');
}

export class BinaryCache {
  constructor(private readonly folder: string) {}

  /** The path of a binary placed earlier, or null. */
  find(name: string): string | null {
    return existsSync(this.target(name)) ? this.target(name) : null;
  }

  /** Runs the fetch in a fresh folder and moves the file it names into place; whatever else it left is removed. */
  async place(name: string, fetch: (folder: string) => Promise<string>): Promise<string> {
    const folder = await this.freshFolder(name);
    try {
      const fetched = await fetch(folder);
      const ready = join(folder, 'ready');
      await mkdir(ready);
      await rename(fetched, join(ready, name));
      await rename(ready, join(this.folder, name)).catch((error: unknown) => {
        if (this.find(name) === null) throw error;
      });
      return this.target(name);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async freshFolder(name: string): Promise<string> {
    try {
      await mkdir(this.folder, { recursive: true });
      return await mkdtemp(join(this.folder, `.${name}-`));
    } catch (error) {
      throw new StartFailure(
        `The cache folder ${this.folder} cannot be written (${codeOf(error) ?? reasonOf(error)}); make it writable or set LEADGEN_CACHE_DIR to another folder.`,
      );
    }
  }

  private target(name: string): string {
    return join(this.folder, name, name);
  }
}
