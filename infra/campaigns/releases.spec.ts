/** What every kept release had written comes back under the code of today, started by the launcher that people start. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Session } from '../../event-schemas/src/http/sign-in';
import { repositoryRoot } from '../embedded/stack/repository-root';
import { finishImport, pairBrowser, sendPage, startImport } from '../e2e/client/importer';
import { personRows, range } from '../e2e/client/people';
import { allLeads, waitUntilVisible } from '../e2e/client/reader';
import { expectOk } from '../e2e/client/rest';
import { runTool } from '../e2e/client/throw-away';
import { askAll, type KeptRelease } from './releases/kept-release';

const kept = path.join(__dirname, 'releases');
const releases = readdirSync(kept, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

it('there is at least one', () => expect(releases).toContain('0.1.0'));

describe.each(releases)('release %s', (release) => {
  const dataDir = mkdtempSync(path.join(tmpdir(), `leadgen-release-${release}-`));
  const expected = JSON.parse(readFileSync(path.join(kept, release, 'expected.json'), 'utf8')) as KeptRelease;
  let launcher: ChildProcess;
  let origin = '';
  let owner: Session;

  beforeAll(async () => {
    const { code, output } = await runTool(dataDir, 'restore', path.join(kept, release, 'backup'), '--keys', path.join(kept, release, 'keys'));
    expect([code, output]).toEqual([0, expect.stringMatching(/^Restored /)]);
    launcher = spawn(process.execPath, [path.join(repositoryRoot(), 'dist/server/infra/embedded/launcher/launcher.main.js')], {
      env: { ...process.env, LEADGEN_DATA_DIR: dataDir, PORT: '0', EVENTSTORE_URL: '', MONGODB_URL: '', VAULT_MONGODB_URL: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    origin = await addressFrom(launcher);
    owner = (await expectOk<Session>(origin, 'POST', '/api/v1/sessions', { body: { email: expected.email, password: expected.password } })).body;
    for (const list of ['leads', 'imports']) await waitUntilVisible(origin, owner.accessToken, `/api/v1/${list}?limit=1`, expected.lastPosition);
  }, 180_000);

  afterAll(async () => {
    if (launcher.exitCode === null) {
      launcher.kill('SIGTERM');
      await once(launcher, 'exit');
    }
    rmSync(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('answers what it answered then; a later release may only say more', async () => {
    const answers = await askAll(origin, owner.accessToken);
    expect(answers).toMatchObject(expected.answers);
    expect(answers.leads).toHaveLength(expected.answers.leads.length);
  });

  it('goes on: a person of then is met again, and its views equal the log', async () => {
    const browser = await pairBrowser(origin, owner);
    const open = await startImport(origin, browser.accessToken, 2);
    const [known, fresh] = [range(1, 1), range(900, 1)];
    const receipt = await sendPage(origin, browser.accessToken, open, 1, personRows([...known, ...fresh]));
    expect(receipt.body).toMatchObject({ accepted: 1, merged: 0, unchanged: 1 });
    const { position } = await finishImport(origin, browser.accessToken, open);
    await waitUntilVisible(origin, owner.accessToken, '/api/v1/leads?limit=1', position ?? '');
    expect(await allLeads(origin, owner.accessToken)).toHaveLength(expected.answers.leads.length + 1);
    const { code, output } = await runTool(dataDir, 'views', 'verify');
    expect([code, output]).toEqual([0, expect.stringContaining(': equal, ')]);
  }, 60_000);
});

/** The address that the launcher tells once everything runs. */
function addressFrom(launcher: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    launcher.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /LeadGen runs at (http:\S+) /.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    launcher.once('exit', () => reject(new Error(`The launcher ended and said: ${said}`)));
  });
}
