/** Stands in for https://www.linkedin.com on this computer, with synthetic pages, and keeps every request that reaches the host. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { generate } from 'selfsigned';
import { repositoryRoot } from '../../embedded/stack/repository-root';

export interface HostRequest {
  readonly method: string;
  readonly url: string;
  /** Who asked, as the browser says: `document` for a page that a person opened, `empty` for a fetch. */
  readonly destination: string;
  readonly origin: string;
}

export interface LinkedInFixture {
  readonly port: number;
  readonly requests: readonly HostRequest[];
  close(): Promise<void>;
}

export const SEARCH = 'https://www.linkedin.com/sales/search/people';
const FOLDER = path.join(repositoryRoot(), 'extension/src/import-leads/fixtures');
const PAGES = ['A-25', 'A-page-2', 'A-page-3', 'A-last'];

/** `/sales/search/people?page=3` is the third page of one search; `?fixture=A-lazy` any page of the fixture folder. */
export async function startLinkedIn(): Promise<LinkedInFixture> {
  const requests: HostRequest[] = [];
  const server = createServer(certificate(), (request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, destination: headers['sec-fetch-dest'] ?? '', origin: headers.origin ?? '' });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', SEARCH);
  const page = Number(url.searchParams.get('page') ?? '1');
  const name = url.searchParams.get('fixture') ?? PAGES[page - 1] ?? '';
  const file = path.join(FOLDER, `${path.basename(name)}.html`);
  const found = url.pathname.startsWith('/sales/') && existsSync(file);
  response.writeHead(found ? 200 : 404, {
    'content-type': 'text/html; charset=utf-8',
    // As strict as such pages are: an extension that put anything into the page would show here.
    'content-security-policy':
      "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'",
  });
  response.end(found ? readFileSync(file) : '<!doctype html><title>Not found</title>');
}

/** Made for this run and kept in memory only. */
function certificate(): { key: string; cert: string } {
  const made = generate([{ name: 'commonName', value: 'www.linkedin.com' }], {
    days: 2,
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'www.linkedin.com' }] }],
  });
  return { key: made.private, cert: made.cert };
}
