/** A real Chromium without any extension, for a person who only uses the dashboard. Reaches this computer and nothing else. */
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../tooling/find-chromium.cjs';

export const openPlainBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
