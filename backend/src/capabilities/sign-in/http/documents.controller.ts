import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { Response } from 'express';
import type { DocumentVersion } from '../../../../../event-schemas/src/http/accounts';
import { Refuses } from '../../../platform/http/api-docs/refuses';
import { HttpProblem } from '../../../platform/http/http-problem';
import { nonceOf } from '../../../platform/http/security-headers';
import { ofStatus } from '../../../platform/http/status-problems';
import { Public } from '../../../platform/identity/access';
import { documentPage } from '../documents/document-page';
import { DOCUMENTS, textOf } from '../documents/documents';

@Controller()
@Public()
export class DocumentsController {
  /** What a person accepts when joining, in the versions that are in force. */
  @ApiOperation({ summary: 'Terms and privacy policy: versions in force' })
  @Get('api/v1/documents')
  versions(): readonly DocumentVersion[] {
    return DOCUMENTS;
  }

  /** The text of a document, as a page to read. */
  @ApiOperation({ summary: 'Read a document' })
  @ApiParam({ name: 'document', enum: DOCUMENTS.map(({ document }) => document) })
  @ApiOkResponse({ description: 'A page that needs no script.', content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>…' } } })
  @Get('legal/:document')
  @Refuses(() => [new HttpProblem(ofStatus(404))])
  read(@Param('document') document: string, @Res() response: Response): void {
    const text = textOf(document);
    if (text === null) throw new HttpProblem(ofStatus(404));
    response.set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).send(documentPage(text, nonceOf(response)));
  }
}
