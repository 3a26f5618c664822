/** A real Chromium without any extension, for a person who only uses the dashboard. Reaches this computer and nothing else. */
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { findChromium } from '../../tooling/find-chromium.cjs';
import { PATIENCE_MS } from './patience';

export const openPlainBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    headless: true,
    timeout: PATIENCE_MS,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });

/** A person of their own in that browser: nothing remembered. */
export async function openPerson(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext();
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
