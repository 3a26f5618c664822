import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Public } from '../../identity/access';
import { startApplication, type TestApplication } from '../../testing/application';
import { HttpProblem } from '../http-problem';

const COMMITTED = path.resolve(__dirname, '../../../../../infra/openapi.json');

describe('the pages of the reference', () => {
  let app: TestApplication;

  beforeAll(async () => {
    app = await startApplication({ modules: () => [], views: [] });
  });

  afterAll(() => app.close());

  it('serve the committed document', async () => {
    const answer = await app.http
      .get('/api/docs-json')
      .expect(200)
      .expect('Content-Type', /^application\/json/);
    expect(answer.body).toEqual(JSON.parse(readFileSync(COMMITTED, 'utf8')));
  });

  it('hold nothing inline and load what is served here only', async () => {
    const { text } = await app.http.get('/api/docs').expect(200);
    expect(text).not.toMatch(/<script>|<style|\son\w+=|style=/);
    const files = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files).toHaveLength(4);
    for (const file of files) await app.http.get(file).expect(200);
  });

  it('explain every problem, and say which routes answer it', async () => {
    const list = await app.http
      .get('/problems')
      .expect(200)
      .expect('Content-Type', /^text\/html/);
    const types = [...list.text.matchAll(/href="\/problems\/([^"]+)"/g)].map(([, type]) => type ?? '');
    expect(types).toEqual(expect.arrayContaining(['wrong-password', 'suspended', 'changed-meanwhile', 'fault']));
    for (const type of types) await app.http.get(`/problems/${type}`).expect(200);
    const page = await app.http.get('/problems/owner-stays');
    expect(page.text).toContain(
      '<a href="/api/docs#/Members/MembersController.change">PATCH /api/v1/members/{accountId}</a>: Change role and limits of a member',
    );
  });

  it('know no problem that no route answers', async () => {
    await app.http.get('/problems/never-heard-of').expect(404);
  });
});

@Controller('api/v1')
@Public()
class LooseController {
  @Get('me')
  me(@Res({ passthrough: true }) response: Response): object {
    response.setHeader('Position', '0'.repeat(20));
    return {};
  }

  @Get('permissions')
  permissions(): object {
    return { items: [], next: null, more: true };
  }

  @Get('workspace')
  workspace(): never {
    throw new HttpProblem({ status: 409, type: 'never-heard-of', title: 'Never heard of', detail: 'Nobody wrote it down.' });
  }

  @Get('account')
  account(@Res({ passthrough: true }) response: Response): void {
    response.status(206);
  }
}

describe('an application under test', () => {
  it('ends with every answer that was not as the reference says', async () => {
    const app = await startApplication({ modules: () => [{ module: class Loose {}, controllers: [LooseController] }], views: [] });
    for (const route of ['me', 'permissions', 'workspace', 'account']) await app.http.get(`/api/v1/${route}`);
    const failure: unknown = await app.close().catch((error: unknown) => error);
    expect(
      String(failure)
        .split('\n')
        .map((line) => line.replace(/.* (\/api\S+) answered (\d+) .*?: /, '$1 $2 ')),
    ).toEqual([
      '/api/v1/me 200 header Position',
      expect.stringContaining('/api/v1/permissions 200 data must NOT have unevaluated properties'),
      '/api/v1/workspace 409 problem never-heard-of: name it in @Refuses',
      '/api/v1/account 206 no such status',
    ]);
  });
});
