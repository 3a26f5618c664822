/** `npm run release:keep -- <version>`: a small installation of the built code, backed up for the tests of all later releases. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { finishImport, OWNER, sendPage, startImport } from '../../e2e/client/importer';
import { personRows, range } from '../../e2e/client/people';
import { waitUntilVisible } from '../../e2e/client/reader';
import { throwAwayInstallation } from '../../e2e/client/throw-away';
import { askAll, type KeptRelease } from './kept-release';

async function keep(release: string, folder: string): Promise<void> {
  const leadgen = await throwAwayInstallation('keep-release');
  try {
    const { origin, owner, browser } = leadgen;
    const importOf = async (people: readonly number[], edition: number): Promise<string> => {
      const open = await startImport(origin, browser.accessToken, people.length);
      await sendPage(origin, browser.accessToken, open, 1, personRows(people, edition));
      return (await finishImport(origin, browser.accessToken, open)).position ?? '';
    };
    await importOf(range(1, 6), 0);
    // Three of them again under another title, and two new ones: so the log holds every event of a lead's life.
    const position = await importOf(range(4, 5), 1);
    await waitUntilVisible(origin, owner.accessToken, '/api/v1/leads?limit=1', position);
    await waitUntilVisible(origin, owner.accessToken, '/api/v1/imports?limit=1', position);
    const { code, output } = await leadgen.runTool('backup', path.join(folder, 'backup'), '--keys', path.join(folder, 'keys'));
    if (code !== 0) throw new Error(output);
    const { lastPosition } = JSON.parse(readFileSync(path.join(folder, 'backup/manifest.json'), 'utf8')) as { lastPosition: number };
    const kept: KeptRelease = {
      release,
      email: OWNER.email,
      password: OWNER.password,
      lastPosition: String(lastPosition).padStart(20, '0'),
      answers: await askAll(origin, owner.accessToken),
    };
    writeFileSync(path.join(folder, 'expected.json'), `${JSON.stringify(kept, null, 1)}\n`);
  } finally {
    await leadgen.remove();
  }
}

const release = process.argv[2] ?? '';
const folder = path.join(__dirname, release);
if (!/^\d+\.\d+\.\d+$/.test(release)) {
  console.error('Say which release: npm run release:keep -- 0.1.0');
  process.exitCode = 1;
} else if (existsSync(folder)) {
  console.error(`${folder} exists, and a kept release is never written again.`);
  process.exitCode = 1;
} else {
  keep(release, folder).then(
    () => console.log(`Kept ${release} in ${folder}.`),
    (error: unknown) => {
      rmSync(folder, { recursive: true, force: true });
      console.error(error);
      process.exitCode = 1;
    },
  );
}
