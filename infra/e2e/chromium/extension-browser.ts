/** A real Chromium with the packed extension, in a profile of its own that survives a restart. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { repositoryRoot } from '../../embedded/stack/repository-root';
import { findChromium } from '../../tooling/find-chromium.cjs';
import { PATIENCE_MS } from './patience';

export interface ExtensionBrowser {
  readonly extensionId: string;
  readonly context: () => BrowserContext;
  /** The panel, opened as a page of its own at the width of a side panel: headless browsers show no side panel. */
  readonly openPanel: () => Promise<Page>;
  /** Stops the worker of the extension as the browser does when it is idle; the next message starts a fresh one. */
  readonly stopWorker: (panel: Page) => Promise<void>;
  /** Closes the browser, grants access to www.linkedin.com as a click in its dialog does, and opens it again on the same profile. */
  readonly restartWithAccess: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface BrowserOptions {
  /** Where www.linkedin.com is served on this computer. No other host can be reached. */
  readonly linkedInPort: number;
  readonly colorScheme?: 'light' | 'dark';
}

const PANEL = { width: 380, height: 760 };
const HOST = 'https://www.linkedin.com/*';

export async function openExtensionBrowser(options: BrowserOptions): Promise<ExtensionBrowser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'leadgen-profile-'));
  let context = await launch(profile, options);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const extensionId = new URL(worker.url()).host;
  return {
    extensionId,
    context: () => context,
    openPanel: async () => {
      const page = await context.newPage();
      await page.setViewportSize(PANEL);
      await page.goto(`chrome-extension://${extensionId}/side-panel.html`);
      return page;
    },
    stopWorker: async (panel) => {
      const session = await context.newCDPSession(panel);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await session.detach();
    },
    restartWithAccess: async () => {
      await context.close();
      grantHost(profile, extensionId);
      context = await launch(profile, options);
    },
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function launch(profile: string, { linkedInPort, colorScheme = 'light' }: BrowserOptions): Promise<BrowserContext> {
  const extension = path.join(repositoryRoot(), 'dist/extension');
  if (!existsSync(path.join(extension, 'manifest.json'))) throw new Error('dist/extension is not built: run npm run build.');
  const context = await chromium.launchPersistentContext(profile, {
    timeout: PATIENCE_MS,
    executablePath: findChromium(),
    headless: true,
    ignoreHTTPSErrors: true,
    colorScheme,
    viewport: { width: 1280, height: 860 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      // Nothing but the stand-in and this computer can be reached.
      `--host-resolver-rules=MAP www.linkedin.com 127.0.0.1:${String(linkedInPort)}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
      '--ignore-certificate-errors',
    ],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

interface Preferences {
  extensions?: { settings?: Record<string, Record<string, unknown>> };
}

/** Headless browsers never answer the dialog for a permission; its outcome is a note in the profile. */
function grantHost(profile: string, extensionId: string): void {
  const file = path.join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(readFileSync(file, 'utf8')) as Preferences;
  const settings = preferences.extensions?.settings?.[extensionId];
  if (settings === undefined) throw new Error(`The profile knows no extension ${extensionId}.`);
  for (const name of ['granted_permissions', 'runtime_granted_permissions', 'active_permissions']) {
    const present = (settings[name] ?? {}) as { api?: unknown[]; explicit_host?: unknown[] };
    settings[name] = { api: [], manifest_permissions: [], scriptable_host: [], ...present, explicit_host: [...(present.explicit_host ?? []), HOST] };
  }
  writeFileSync(file, JSON.stringify(preferences));
}
