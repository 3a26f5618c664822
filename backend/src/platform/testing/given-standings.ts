import { Injectable } from '@nestjs/common';
import { Standings, type Standing } from '../identity/standings';

/** Of the whole test process: two applications in it stand for two processes on one store. */
const given = new Map<string, Standing>();

/** Standings of made-up members, beside those that the application itself knows. */
@Injectable()
export class GivenStandings extends Standings {
  give(accountId: string, workspaceId: string, standing: Standing): void {
    given.set(`${accountId} ${workspaceId}`, standing);
  }

  override of(accountId: string, workspaceId: string): Promise<Standing | null> {
    const known = given.get(`${accountId} ${workspaceId}`);
    return known === undefined ? super.of(accountId, workspaceId) : Promise.resolve(known);
  }
}
