import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { OutboxMail } from '../../../../event-schemas/src/http/members';
import type { Page } from '../../../../event-schemas/src/http/page';
import { Permit } from '../identity/access';
import { Principal } from '../identity/principal';
import { Outbox } from './outbox';

@Controller('api/v1/outbox')
export class OutboxController {
  constructor(private readonly outbox: Outbox) {}

  /** Mail that could not go out because no MAIL_URL is set, newest first, at most 200; only the owner of the installation finds any. */
  @ApiOperation({ summary: 'Mail that could not be sent' })
  @Get()
  @Permit('read-outbox')
  async list(@Principal() principal: Principal, @Res({ passthrough: true }) response: Response): Promise<Page<OutboxMail>> {
    response.setHeader('Cache-Control', 'no-store');
    return { items: await this.outbox.of(principal.accountId), next: null };
  }
}
