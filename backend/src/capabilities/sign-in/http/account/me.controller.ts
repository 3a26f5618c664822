import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Me } from '../../../../../../event-schemas/src/http/sign-in';
import { Permit } from '../../../../platform/identity/access';
import { OwnPrincipal } from '../../../../platform/identity/principal';
import { Sessions } from '../../sessions/sessions';

@Controller('api/v1/me')
export class MeController {
  constructor(private readonly sessions: Sessions) {}

  /** Who the access token speaks for. */
  @ApiOperation({ summary: 'Who the access token speaks for' })
  @Get()
  @Permit('read-own-account')
  async me(@OwnPrincipal() principal: OwnPrincipal, @Res({ passthrough: true }) response: Response): Promise<Me> {
    response.setHeader('Cache-Control', 'no-store');
    return { ...(await this.sessions.person(principal)), browserId: principal.browserId };
  }
}
