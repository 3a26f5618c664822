/** A backup taken while imports flow gives, in another folder, an installation that answers like the first. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PageReceipt } from '../../event-schemas/src/http/import-leads';
import type { LeadRow } from '../../event-schemas/src/http/maintain-leads';
import { statsOf, type FolderStats } from '../embedded/event-node/storage/verify-folder';
import { startInstallation, type Installation } from '../embedded/stack/installation';
import { finishImport, sendPage, signIn, startImport, type OpenImport } from '../e2e/client/importer';
import { personRows, range } from '../e2e/client/people';
import { allImports, allLeads, waitUntilVisible } from '../e2e/client/reader';
import { runTool, throwAwayInstallation, type ThrowAway } from '../e2e/client/throw-away';

const FIRST_IMPORT = 50;

interface Manifest {
  readonly events: number;
  readonly lastPosition: number;
}

describe('backup and restore', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leadgen-backup-spec-'));
  const at = (name: string): string => path.join(folder, name);
  const sentKey = randomUUID();
  let original: ThrowAway;
  let restored: Installation | null = null;
  let first: OpenImport;
  let receipt: PageReceipt;
  let before: LeadRow[] = [];
  let said = '';
  let importsDuring = 0;

  beforeAll(async () => {
    original = await throwAwayInstallation('backup');
    const { origin, browser, owner } = original;
    first = await startImport(origin, browser.accessToken, FIRST_IMPORT);
    receipt = (await sendPage(origin, browser.accessToken, first, 1, personRows(range(1, 25)), sentKey)).body;
    await sendPage(origin, browser.accessToken, first, 2, personRows(range(26, 25)));
    const { position } = await finishImport(origin, browser.accessToken, first);
    await waitUntilVisible(origin, owner.accessToken, '/api/v1/leads?limit=1', position ?? '');
    before = await allLeads(origin, owner.accessToken);
    await backUpWhileImporting();
  }, 540_000);
  afterAll(async () => {
    await restored?.stop();
    await original.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function backUpWhileImporting(): Promise<void> {
    const backingUp = new AbortController();
    const importing = (async () => {
      for (let person = 1_000; !backingUp.signal.aborted; person += 25) {
        const open = await startImport(original.origin, original.browser.accessToken, 25);
        await sendPage(original.origin, original.browser.accessToken, open, 1, personRows(range(person, 25)));
        await finishImport(original.origin, original.browser.accessToken, open);
        importsDuring += 1;
      }
    })();
    const { code, output } = await original.runTool('backup', at('backup'), '--keys', at('keys'));
    backingUp.abort();
    await importing;
    expect([code, output]).toEqual([0, expect.stringMatching(/^Backed up \d+ events up to position \d+ and \d+ documents of the vault to /)]);
    said = output;
  }

  const manifest = (): Manifest => JSON.parse(readFileSync(path.join(at('backup'), 'manifest.json'), 'utf8')) as Manifest;

  it('is taken while imports go on, with the key files in a folder of their own', () => {
    expect(importsDuring).toBeGreaterThan(0);
    expect(readdirSync(at('backup')).sort()).toEqual(['events', 'manifest.json', 'vault']);
    expect(readdirSync(at('keys')).sort()).toEqual(readdirSync(path.join(original.dataDir, 'keys')).sort());
    expect(said).toContain(`The key files (${readdirSync(at('keys')).sort().join(', ')}) are in ${at('keys')}; keep them apart from the backup.\n`);
  });

  it('refuses a folder in use, a backup without its keys and an altered file, and leaves nothing behind', async () => {
    const inUse = await runTool(original.dataDir, 'restore', at('backup'), '--keys', at('keys'));
    expect([inUse.code, inUse.output]).toEqual([1, expect.stringContaining(`The data folder ${original.dataDir} is in use`)]);
    const keyless = await runTool(at('keyless'), 'restore', at('backup'));
    expect([keyless.code, keyless.output]).toEqual([1, expect.stringMatching(/^The file \S+ is missing; the backup opens only with its key files \(.*\): /)]);
    const overwritten = await original.runTool('backup', at('backup'));
    expect([overwritten.code, overwritten.output]).toEqual([1, `The folder ${at('backup')} for the backup is not empty; name a new one.\n`]);
    const log = path.join(at('backup'), 'events/events.db');
    const whole = readFileSync(log);
    appendFileSync(log, 'x');
    const altered = await runTool(at('altered'), 'restore', at('backup'), '--keys', at('keys'));
    rmSync(log);
    appendFileSync(log, whole);
    expect([altered.code, altered.output]).toEqual([1, `The file ${log} is not the one the backup was made with; take another backup.\n`]);
    expect([existsSync(at('altered')), readdirSync(at('keyless'))]).toEqual([false, []]);
  }, 240_000);

  it('gives an installation that answers like the first', async () => {
    const { code, output } = await runTool(at('data'), 'restore', at('backup'), '--keys', at('keys'));
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(
        `^Restored ${String(manifest().events)} events up to position ${String(manifest().lastPosition)}, .*the next start rebuilds the views\\.\n$`,
      ),
    ]);
    restored = await startInstallation({ dataDir: at('data') });
    const { origin } = restored;
    const { accessToken } = await signIn(origin);
    await waitUntilVisible(origin, accessToken, '/api/v1/leads?limit=1', String(manifest().lastPosition).padStart(20, '0'));
    const leads = await allLeads(origin, accessToken);
    const originals = new Map((await allLeads(original.origin, original.owner.accessToken)).map((lead) => [lead.id, lead]));
    const ids = new Set(leads.map(({ id }) => id));
    expect(leads).toEqual(leads.map(({ id }) => originals.get(id)));
    expect(before.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect((await allImports(origin, accessToken)).find(({ id }) => id === first.id)).toEqual(
      (await allImports(original.origin, original.owner.accessToken)).find(({ id }) => id === first.id),
    );
    expect(restored.setUpToken()).toBeNull();
  }, 360_000);

  it('carries out a repeated request without adding anything, and its views equal the log', async () => {
    const origin = restored?.origin ?? 'nothing was restored';
    const { accessToken } = await signIn(origin);
    const leads = (await allLeads(origin, accessToken)).length;
    const repeated = await sendPage(origin, original.browser.accessToken, first, 1, personRows(range(1, 25)), sentKey);
    // Worked out anew: the counts are those of the first time, the import is told as it stands now.
    expect(repeated.body).toEqual({ ...receipt, remaining: 0, status: 'completed' });
    expect(await allLeads(origin, accessToken)).toHaveLength(leads);
    const { code, output } = await runTool(at('data'), 'views', 'verify');
    expect([code, output]).toEqual([0, expect.stringContaining(': equal, ')]);
  }, 240_000);

  const countsOf = (dataDir: string): Pick<FolderStats, 'events' | 'streams' | 'lastPosition'> => {
    const { events, streams, lastPosition } = statsOf(path.join(dataDir, 'events'));
    return { events, streams, lastPosition };
  };

  it('is taken of an installation that is stopped, too', async () => {
    await restored?.stop();
    restored = null;
    const { code, output } = await runTool(at('data'), 'backup', at('cold'), '--keys', at('cold-keys'));
    expect([code, output]).toEqual([0, expect.stringMatching(/^Backed up \d+ events up to position \d+ and \d+ documents of the vault to /)]);
    const again = await runTool(at('again'), 'restore', at('cold'), '--keys', at('cold-keys'));
    expect([again.code, again.output]).toEqual([0, expect.stringMatching(/^Restored \d+ events /)]);
    expect(countsOf(at('again'))).toEqual(countsOf(at('data')));
  }, 240_000);
});
