import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { startAttacked, type Attacked } from './attacked';

describe('bytes that no client of ours would send', () => {
  let attacked: Attacked;
  beforeAll(async () => {
    attacked = await startAttacked();
  });
  afterAll(() => attacked.close());

  /** Everything that is answered until the server hangs up. */
  function exchange(lines: readonly string[], body: Buffer = Buffer.alloc(0)): Promise<string> {
    const { port } = attacked.app.server.address() as AddressInfo;
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      socket.setEncoding('latin1').on('data', (part: string) => (text += part));
      socket.on('error', () => undefined).on('close', () => resolve(text));
      socket.write(Buffer.concat([Buffer.from([...lines, '', ''].join('\r\n'), 'latin1'), body]));
    });
  }
  const statuses = (text: string): readonly string[] => [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status ?? '');
  const rename = (body: Buffer, more: readonly string[] = []): Promise<string> =>
    exchange(
      [
        'PATCH /api/v1/workspace HTTP/1.1',
        'Host: 127.0.0.1',
        `Authorization: Bearer ${attacked.owner.accessToken}`,
        'Content-Type: application/json',
        `Content-Length: ${String(body.length)}`,
        'Connection: close',
        ...more,
      ],
      body,
    );
  const nameNow = async (): Promise<string> =>
    String((await attacked.call({ method: 'get', path: '/api/v1/workspace', token: attacked.owner.accessToken })).body.name);

  it.each<[string, Buffer, readonly string[], string]>([
    ['UTF-8 that is none', Buffer.from([...Buffer.from('{"name":"'), 0xc3, 0x28, 0xff, ...Buffer.from('"}')]), [], '400'],
    ['half a pair of UTF-16', Buffer.from('{"name":"\\ud800"}'), [], '400'],
    ['UTF-16', Buffer.from('{"name":"x"}', 'utf16le'), [], '400'],
    ['a number without end', Buffer.from(`{"name":${'9'.repeat(100_000)}}`), [], '400'],
    ['a number that is no number', Buffer.from('{"name":NaN}'), [], '400'],
    ['two documents', Buffer.from('{"name":"x"}{"name":"y"}'), [], '400'],
    ['a comment', Buffer.from('{"name":"x"/* */}'), [], '400'],
    ['a compressed body', gzipSync(Buffer.alloc(50_000_000, ' ')), ['Content-Encoding: gzip'], '415'],
    ['a body compressed twice', gzipSync(gzipSync('{"name":"x"}')), ['Content-Encoding: gzip, gzip'], '415'],
    ['a body in another packing', Buffer.from('{"name":"x"}'), ['Content-Encoding: br'], '415'],
  ])('are refused: %s', async (_what, body, more, status) => {
    const text = await rename(body, more);
    expect([statuses(text), /\.ts:|node_modules|SyntaxError|position \d/.test(text)]).toEqual([[status], false]);
    expect(await nameNow()).toBe('Sales');
  });

  it.each<[string, readonly string[]]>([
    ['a length and chunks', ['Content-Length: 6', 'Transfer-Encoding: chunked']],
    ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 6']],
    ['two codings', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity']],
    ['a coding with a tab', ['Transfer-Encoding:\tchunked', 'Content-Length: 6']],
    ['a coding in disguise', ['Transfer-Encoding: xchunked', 'Content-Length: 6']],
    ['a space before the colon', ['Transfer-Encoding : chunked', 'Content-Length: 6']],
    ['a length with a sign', ['Content-Length: +6']],
    ['a length in hex', ['Content-Length: 0x6']],
    ['two lengths', ['Content-Length: 6', 'Content-Length: 0']],
  ])('never make one request look like two: %s', async (_what, framing) => {
    const smuggled = Buffer.from('0\r\n\r\nGET /api/v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    const text = await exchange(
      ['POST /api/v1/sessions HTTP/1.1', 'Host: 127.0.0.1', 'Content-Type: application/json', 'Connection: close', ...framing],
      smuggled,
    );
    expect(statuses(text)).toHaveLength(1);
    expect(text).not.toContain('not-signed-in');
  });

  it.each(['X-Request-Id', 'Idempotency-Key', 'If-Match', 'After-Position'])('add no line to an answer through %s', async (name) => {
    for (const value of ['x\rSet-Cookie: a=b', 'x%0d%0aSet-Cookie: a=b', 'x\u0085Set-Cookie: a=b', 'x\u560d\u560aSet-Cookie: a=b', '<script>', '"; drop']) {
      const text = await exchange(['GET /api/v1/set-up HTTP/1.1', 'Host: 127.0.0.1', 'Connection: close', `${name}: ${value}`]);
      expect([value, /^set-cookie/im.test(text), text.includes('a=b'), text.includes('<script>')]).toEqual([value, false, false, false]);
    }
  });

  it('open no stream of news without a token, in a header or elsewhere', async () => {
    for (const path of ['/api/v1/live', `/api/v1/live?access_token=${attacked.owner.accessToken}`]) {
      const answer = await attacked.call({ method: 'get', path, headers: { Accept: 'text/event-stream' } });
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  it('with a key twice say what the last one says, to the rules and to the act alike', async () => {
    expect(statuses(await rename(Buffer.from('{"name":"Good","name":{"$gt":""}}')))).toEqual(['400']);
    expect(await nameNow()).toBe('Sales');
    expect(statuses(await rename(Buffer.from('{"name":{"$gt":""},"name":"North"}')))).toEqual(['200']);
    expect(await nameNow()).toBe('North');
  });
});
