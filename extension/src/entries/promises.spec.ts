/** @jest-environment node */
// What the disclosure promises, held against the manifest and the code that runs inside pages.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const extension = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(extension, file), 'utf8');
const manifest = JSON.parse(read('manifest.json')) as Record<string, unknown>;
const inPages = readdirSync(path.join(extension, 'src/import-leads/page-reader'))
  .filter((file) => !file.endsWith('.spec.ts'))
  .map((file) => `src/import-leads/page-reader/${file}`)
  .concat('src/entries/content.ts');

it('asks for four permissions, one optional host and nothing else', () => {
  expect(manifest['permissions']).toEqual(['storage', 'sidePanel', 'alarms', 'scripting']);
  expect(manifest['optional_host_permissions']).toEqual(['https://www.linkedin.com/*']);
  expect(Object.keys(manifest).sort()).toEqual(
    [
      'manifest_version',
      'name',
      'description',
      'version',
      'minimum_chrome_version',
      'default_locale',
      'key',
      'icons',
      'action',
      'background',
      'side_panel',
      'permissions',
      'optional_host_permissions',
      'content_security_policy',
    ].sort(),
  );
});

it('runs no code but its own', () => {
  const policy = (manifest['content_security_policy'] as Record<string, string>)['extension_pages'];
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).not.toMatch(/unsafe|[' ]\*|data:/u);
});

it('keeps the id that the server lets in', () => {
  const digest = createHash('sha256')
    .update(Buffer.from(String(manifest['key']), 'base64'))
    .digest('hex')
    .slice(0, 32);
  expect(digest.replace(/./gu, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))).toBe('kdnoaniclacikhmigmabjkegdojcleck');
});

it.each([
  ['requests', /\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|new Image/u],
  ['navigation', /location\.(href\s*=|assign|replace|reload)|history\.|window\.open|\.submit\(/u],
  ['clicks and scrolling', /\.click\(|dispatchEvent|scrollTo|scrollBy|scrollIntoView\(|scrollTop|\.focus\(/u],
  ['storage and cookies', /cookie|localStorage|sessionStorage|indexedDB|chrome\.storage/u],
  ['markup', /innerHTML|outerHTML|insertAdjacent|document\.write/u],
  ['watching', /MutationObserver|IntersectionObserver|setInterval|addEventListener/u],
])('has no %s in the code that runs in pages', (_, forbidden) => {
  expect(inPages.length).toBeGreaterThan(12);
  expect(inPages.filter((file) => forbidden.test(read(file)))).toEqual([]);
});
