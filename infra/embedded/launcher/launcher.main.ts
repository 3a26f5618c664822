// The long-running half of `npm start`: starts the installation, tells the address, brings back what dies, stops in reverse.
import { defaultCode } from '../stack/node-program';
import { startInstallation, type Installation } from '../stack/installation';
import { reasonOf, StartFailure } from '../start-failure';
import { checkPlatform, readSettings } from './settings';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

// A closed terminal must not keep us from stopping in order.
process.stdout.on('error', () => undefined);

async function launch(): Promise<void> {
  checkPlatform();
  const settings = readSettings(process.env);
  const began = Date.now();
  const stopAsked = nextStopSignal();
  say('Starting event node, mongod, worker and api ...');
  const installation = await startInstallation({
    code: defaultCode,
    dataDir: settings.dataDir,
    host: settings.host,
    port: settings.port,
    supervised: true,
    tell: say,
    engineEnv: process.env,
    ...(settings.origin === null ? {} : { env: { LEADGEN_ORIGIN: settings.origin } }),
  });
  announce(installation, Date.now() - began);
  await stopAsked;
  say('Stopping ...');
  await installation.stop();
  say('LeadGen has stopped; everything acknowledged is on disk.');
}

function announce(installation: Installation, tookMs: number): void {
  say(`LeadGen runs at ${installation.origin} (started in ${(tookMs / 1000).toFixed(1)} s, data in ${installation.dataDir}).`);
  const token = installation.setUpToken();
  if (token !== null) say(`Set it up once, by this link: ${installation.origin}/set-up#token=${token}`);
  say('Ctrl-C stops it.');
}

/** Resolves at the first request to stop. Later ones are swallowed: npm and the terminal both send one for a single Ctrl-C. */
function nextStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

launch().then(
  () => process.exit(0),
  (error: unknown) => {
    // A failure we know is one sentence; anything else is a fault of ours and keeps its stack.
    process.stderr.write(`${error instanceof StartFailure ? error.message : error instanceof Error ? (error.stack ?? error.message) : reasonOf(error)}\n`);
    process.exit(1);
  },
);
