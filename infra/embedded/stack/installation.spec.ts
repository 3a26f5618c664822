import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '../data-folder/folder-lock';
import { startInstallation } from './installation';

jest.setTimeout(120_000);

describe('an installation that stops', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'leadgen-stopped-'));
  const kept = process.env['LEADGEN_KEPT_LOGS'];
  afterAll(() => {
    if (kept === undefined) delete process.env['LEADGEN_KEPT_LOGS'];
    else process.env['LEADGEN_KEPT_LOGS'] = kept;
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('leaves its folder free and nothing running when the logs of the test run cannot be kept', async () => {
    const installation = await startInstallation({ dataDir, code: 'source', forTests: true });
    const noFolder = join(dataDir, 'no-folder');
    writeFileSync(noFolder, '');
    process.env['LEADGEN_KEPT_LOGS'] = noFolder;
    await expect(installation.stop()).rejects.toThrow('no-folder');
    expect(installation.pids()).toEqual({});
    lockFolder(dataDir).release();
  });
});
