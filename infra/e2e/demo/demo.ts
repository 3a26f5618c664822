// The main job from beginning to end: a real installation in a folder of its own, a results page of invented people, the real
// extension in a real Chromium. Ends with the address of the dashboard and pictures of it.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startInstallation } from '../../embedded/stack/installation';
import { repositoryRoot } from '../../embedded/stack/repository-root';
import { openExtensionBrowser } from '../chromium/extension-browser';
import { openDashboard, prepareBrowser } from '../chromium/person';
import { OWNER, setUp } from '../client/importer';
import { SEARCH, startLinkedIn } from '../linkedin-fixture/linkedin-fixture';
import { pictureOf } from './picture';

const PICTURES = path.join(repositoryRoot(), 'dist/demo');
const keepOpen = process.stdin.isTTY || process.argv.includes('--keep');
const undo: (() => Promise<void>)[] = [];

const say = (line: string): void => console.log(line);

async function demo(): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'leadgen-demo-'));
  undo.push(async () => rm(dataDir, { recursive: true, force: true }));

  say('Starting LeadGen in a throw-away data folder ...');
  const leadgen = await startInstallation({ dataDir });
  undo.push(() => leadgen.stop());
  await setUp(leadgen.origin, leadgen.setUpToken() ?? '');

  say('Opening Chromium with the extension and a results page of invented people ...');
  const linkedIn = await startLinkedIn();
  undo.push(() => linkedIn.close());
  const browser = await openExtensionBrowser({ linkedInPort: linkedIn.port });
  undo.push(() => browser.close());
  await prepareBrowser(browser, leadgen.origin);

  const dashboard = await openDashboard(browser.context(), `${leadgen.origin}/leads`);
  await dashboard.setViewportSize({ width: 1440, height: 900 });
  const results = await browser.context().newPage();
  await results.goto(`${SEARCH}?page=1`);
  const panel = await browser.openPanel();
  await panel.setViewportSize({ width: 380, height: 860 });
  const asked = linkedIn.requests.length;
  say('Pressing "Import this page" ...');
  await panel.getByRole('button', { name: 'Import this page' }).click();
  await panel.getByText('Completed').waitFor();
  await dashboard.getByText('25 leads').first().waitFor();

  const extensionPicture = path.join(PICTURES, 'extension.png');
  const dashboardPicture = path.join(PICTURES, 'dashboard.png');
  await pictureOf(browser.context(), [results, panel], extensionPicture);
  await dashboard.screenshot({ path: dashboardPicture });

  say('');
  say(`25 leads stand in the dashboard; the extension asked LinkedIn's host for ${String(linkedIn.requests.length - asked)} things.`);
  say(`  Pictures     ${dashboardPicture}`);
  say(`               ${extensionPicture}`);
  if (!keepOpen) {
    say('The demo is over and what it stored is removed; in a terminal, or with npm run demo -- --keep, the dashboard stays open.');
    return;
  }
  say(`  Dashboard    ${leadgen.origin}/leads`);
  say(`  Sign in as   ${OWNER.email}  ${OWNER.password}`);
  say('Ctrl-C ends the demo and removes what it stored.');
  await new Promise<void>((resolve) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, () => resolve())));
}

async function run(): Promise<void> {
  try {
    await demo();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  for (const step of undo.reverse()) await step().catch((error: unknown) => console.error(error));
}

void run();
