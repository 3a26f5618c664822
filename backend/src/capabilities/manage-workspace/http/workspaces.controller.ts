import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { WaitsFor } from '../../../platform/http/position';
import { Permit } from '../../../platform/identity/access';
import { Principal } from '../../../platform/identity/principal';
import { WorkspacesQuery, type WorkspaceOfAccount } from '../views/workspaces.query';

@Controller('api/v1/workspaces')
export class WorkspacesController {
  constructor(private readonly queries: QueryBus) {}

  /** The workspaces that the account is in, oldest first. */
  @ApiOperation({ summary: 'Workspaces of the account' })
  @Get()
  @Permit('read-own-account')
  @WaitsFor('workspaces')
  list(@Principal() principal: Principal): Promise<readonly WorkspaceOfAccount[]> {
    return this.queries.execute(new WorkspacesQuery(principal.accountId));
  }
}
