import { readFileSync } from 'node:fs';
import path from 'node:path';
import { wholeApiDocument } from './api-document';

const COMMITTED = path.resolve(__dirname, '../../../infra/openapi.json');

describe('the API reference', () => {
  it('is the committed one; `npm run docs:api` writes it anew', async () => {
    const made: unknown = JSON.parse(JSON.stringify(await wholeApiDocument()));
    expect(made).toEqual(JSON.parse(readFileSync(COMMITTED, 'utf8')));
  });

  it('describes every route of the api with its permission', async () => {
    const { paths } = await wholeApiDocument();
    const operations = Object.entries(paths).flatMap(([route, item]) => Object.keys(item).map((method) => `${method} ${route}`));
    expect(operations).toEqual(expect.arrayContaining(['post /api/v1/imports/{id}/pages', 'get /api/v1/leads', 'get /api/v1/live', 'post /api/v1/sessions']));
    expect(paths['/api/v1/leads']?.get).toMatchObject({ 'x-permission': 'read-leads', security: [{ bearer: [] }] });
    expect(paths['/api/v1/sessions']?.post).not.toHaveProperty('x-permission');
  });
});
