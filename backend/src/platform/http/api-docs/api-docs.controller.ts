import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Public } from '../../identity/access';
import { HttpProblem } from '../http-problem';
import { admitPlainMarkup } from '../security-headers';
import { ofStatus } from '../status-problems';
import { apiReference } from './api-reference';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>LeadGen API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/api/docs/assets/swagger-ui.css" />
    <link rel="stylesheet" href="/api/docs/assets/page.css" />
  </head>
  <body>
    <div id="reference"></div>
    <script src="/api/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/api/docs/assets/start.js"></script>
  </body>
</html>
`;
const ASSETS: readonly string[] = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** The reference for people; nothing on its page is inline, so the strict policy holds here too. */
@ApiExcludeController()
@Public()
@Controller('api')
export class ApiDocsController {
  private readonly folder = path.dirname(createRequire(__filename).resolve('swagger-ui-dist/package.json'));

  @Get('docs')
  page(@Res() response: Response): void {
    admitPlainMarkup(response);
    response.set('Cache-Control', 'no-cache').type('html').send(PAGE);
  }

  @Get('docs-json')
  json(@Res() response: Response): void {
    response.set('Cache-Control', 'no-cache').type('json').send(apiReference());
  }

  @Get('docs/assets/:file')
  asset(@Param('file') file: string, @Res() response: Response): void {
    if (file === 'start.js') response.type('js').send(PAGE_SCRIPT);
    else if (file === 'page.css') response.type('css').send(PAGE_STYLE);
    else if (ASSETS.includes(file)) response.set('Cache-Control', 'public, max-age=86400').sendFile(file, { root: this.folder });
    else throw new HttpProblem(ofStatus(404));
  }
}
