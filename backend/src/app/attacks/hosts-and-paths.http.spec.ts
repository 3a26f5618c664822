import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAttacked, type Attacked } from './attacked';

const UP = ['..', '%2e%2e', '%2E%2E', '.%2e', '%252e%252e', '..%00', '%c0%ae%c0%ae', '..;', '....', '%uff0e%uff0e'];
const SLASHES = ['/', '%2f', '%5c', '\\', '%252f', '//', '%c0%af'];
const AIMS = ['etc/passwd', 'secret.txt'];
/** Every route that serves files, and the places where a tree of files begins. */
const ROOTS = ['/', '/api/docs/assets/', '/legal/', '/api/v1/'];

describe('a request that names another place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadgen-served-'));
  let attacked: Attacked;
  beforeAll(async () => {
    writeFileSync(join(folder, 'secret.txt'), 'root:x:0:0');
    writeFileSync(join(folder, '.env'), 'root:x:0:0');
    const dashboard = mkdtempSync(join(folder, 'dashboard-'));
    writeFileSync(join(dashboard, 'index.html'), '<app-root ngCspNonce="__CSP_NONCE__"></app-root>');
    writeFileSync(join(dashboard, '.env'), 'root:x:0:0');
    attacked = await startAttacked({ dashboard });
  });
  afterAll(async () => {
    await attacked.close();
    rmSync(folder, { recursive: true });
  });

  /** As it is, without the tidying up that clients do. */
  function exchange(target: string, headers: readonly string[]): Promise<{ readonly status: number; readonly text: string }> {
    const { port } = attacked.app.server.address() as AddressInfo;
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      socket.setEncoding('latin1').on('data', (part: string) => (text += part));
      socket.on('error', () => undefined).on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text }));
      socket.write([`GET ${target} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n'), 'latin1');
    });
  }

  it('gets no file beside those that are served', async () => {
    const targets = ROOTS.flatMap((root) =>
      UP.flatMap((up) => SLASHES.flatMap((slash) => AIMS.map((aim) => `${root}${`${up}${slash}`.repeat(4)}${aim.replaceAll('/', slash)}`))),
    );
    const more = ['/.env', '/%2eenv', '/./.env', '/secret.txt', '//etc/passwd', '/%00', '/api/docs/assets/%00start.js', '/api/docs/assets/package.json'];
    for (const target of [...targets, ...more]) {
      const { status, text } = await exchange(target, ['Host: 127.0.0.1']);
      expect([target, /root:x|BEGIN|"version"|"name"/.test(text), status < 500 && status !== 0]).toEqual([target, false, true]);
      // A page of the dashboard is all that a path without a dot can be.
      if (status === 200) expect([target, text.includes('<app-root')]).toEqual([target, true]);
    }
    expect(targets.length).toBeGreaterThan(500);
  });

  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'evil.example.127.0.0.1',
    'localhost.evil.example',
    '127.0.0.1@evil.example',
    'evil.example#127.0.0.1',
    '127.0.0.1:80@evil.example',
    '127.0.0.1:99999999',
    '127.0.0.1:80:80',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0.0.0.0',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::1].evil.example',
    '[::1%25lo]',
    '127.0.0.1.',
    ' ',
    '*',
    'null',
  ])('is refused under the host name %p', async (host) => {
    const { status } = await exchange('/api/v1/set-up', [`Host: ${host}`]);
    expect([400, 421]).toContain(status);
  });

  it.each(['127.0.0.1', '127.0.0.1:8377', 'localhost', 'LOCALHOST:1', '[::1]', '[::1]:8377'])('is answered under %p', async (host) => {
    expect((await exchange('/api/v1/set-up', [`Host: ${host}`])).status).toBe(200);
  });

  it('is not believed about the host by a header that a proxy might set, nor by its first line', async () => {
    const forwarded = [
      'X-Forwarded-Host: evil.example',
      'Forwarded: host=evil.example',
      'X-Host: evil.example',
      'X-Original-URL: /metrics',
      'X-Rewrite-URL: /metrics',
    ];
    const { status, text } = await exchange('/api/v1/set-up', ['Host: 127.0.0.1', ...forwarded]);
    expect([status, text.includes('evil.example'), text.includes('"needed":false')]).toEqual([200, false, true]);
    const absolute = await exchange('http://evil.example/api/v1/set-up', ['Host: evil.example']);
    expect(absolute.status).toBe(421);
    expect((await exchange('http://evil.example/api/v1/set-up', ['Host: 127.0.0.1'])).text).not.toContain('Location');
  });

  it('is sent nowhere else', async () => {
    for (const target of [
      '//evil.example',
      '/%2f/evil.example',
      '/\\evil.example',
      '/?next=https://evil.example',
      '/sign-in?return=//evil.example',
      '/legal//evil.example/..',
    ]) {
      const { status, text } = await exchange(target, ['Host: 127.0.0.1']);
      expect([target, status >= 300 && status < 400, /^location:/im.test(text)]).toEqual([target, false, false]);
    }
  });
});
