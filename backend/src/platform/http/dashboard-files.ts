import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { nonceOf } from './security-headers';

const HASHED = /-[A-Z0-9]{8}\.(?:js|css|woff2)$/;
const PAGE = /^\/(?!api(?:\/|$)|health(?:\/|$)|metrics$|problems(?:\/|$)|legal\/)[^.]*$/;
const NONCE_PLACE = '__CSP_NONCE__';

/** The built dashboard: hashed files for ever, every path without a dot is a page of the application. */
export function serveDashboard(app: NestExpressApplication, folder: string): void {
  const index = cachedFile(path.join(folder, 'index.html'));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const page = (request.method === 'GET' || request.method === 'HEAD') && PAGE.test(request.path) ? index() : null;
    if (page === null) next();
    else response.set({ 'Cache-Control': 'no-store', 'Content-Type': 'text/html; charset=utf-8' }).send(page.replaceAll(NONCE_PLACE, nonceOf(response)));
  });
  app.useStaticAssets(path.resolve(folder), {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    setHeaders: (response: Response, file: string) => {
      response.setHeader('Cache-Control', HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (file.endsWith('.svg')) response.setHeader('Content-Type', 'image/svg+xml; charset=utf-8');
    },
  });
}

/** Read again when a new build replaced it; null while there is none. */
function cachedFile(file: string): () => string | null {
  let known: { readonly at: number; readonly text: string } | null = null;
  return () => {
    const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (at === undefined) return null;
    if (known?.at !== at) known = { at, text: readFileSync(file, 'utf8') };
    return known.text;
  };
}
