/** Ids of A in calls of B: each has to be answered like an id that nothing has. */
import { randomBytes, randomUUID } from 'node:crypto';
import { OWNER, pageRequest } from '../e2e/client/importer';
import { personRows } from '../e2e/client/people';
import { call, fromAnywhere, type RestAnswer } from '../e2e/client/rest';
import type { Ids, Kind } from './isolation-acts';
import type { Caller, Town } from './isolation-people';
import type { Paths } from './isolation-sight';

interface Probe {
  readonly kind: Kind | 'workspace';
  /** The owner of B unless only an auditor may. */
  readonly by?: 'auditor';
  readonly body?: (id: string) => unknown;
  /** Hashes a password, which takes longer than all the others together: one time in ten. */
  readonly costly?: true;
}

const reason = 'Somebody asked for it.';
const proof = { password: OWNER.password };

/** Every operation that names something: method and path as the API's reference has them. */
const PROBES: Readonly<Record<string, Probe>> = {
  'get /api/v1/imports/{id}': { kind: 'import' },
  'post /api/v1/imports/{id}/pages': { kind: 'import', body: () => pageRequest(1, randomUUID(), personRows([1])) },
  'post /api/v1/imports/{id}/finish': { kind: 'import', body: () => ({ outcome: 'completed', faultCode: null }) },
  'post /api/v1/imports/{id}/cancel': { kind: 'import' },
  'get /api/v1/leads/{id}': { kind: 'lead' },
  'post /api/v1/leads/{id}/unmaskings': { kind: 'lead', by: 'auditor', body: () => ({ reason }) },
  'get /api/v1/members/{accountId}': { kind: 'member' },
  'patch /api/v1/members/{accountId}': { kind: 'member', body: () => ({ role: 'auditor' }) },
  'delete /api/v1/members/{accountId}': { kind: 'member' },
  'post /api/v1/members/{accountId}/suspension': { kind: 'member', body: () => ({ reason }) },
  'delete /api/v1/members/{accountId}/suspension': { kind: 'member' },
  'put /api/v1/account/suspension-appeals/{workspaceId}': { kind: 'workspace', body: () => ({ text: reason }) },
  'post /api/v1/invitations/{id}/resend': { kind: 'invitation' },
  'delete /api/v1/invitations/{id}': { kind: 'invitation' },
  'delete /api/v1/browsers/{id}': { kind: 'browser' },
  'post /api/v1/api-keys/{id}/rotations': { kind: 'api-key', costly: true, body: () => ({ ...proof, overlapHours: 1 }) },
  'delete /api/v1/api-keys/{id}': { kind: 'api-key' },
  'delete /api/v1/account/sessions/{id}': { kind: 'session' },
  'get /api/v1/leads?importId={id}': { kind: 'import' },
  'post /api/v1/ownership-transfers': { kind: 'member', costly: true, body: (id) => ({ ...proof, toAccountId: id }) },
  'post /api/v1/sessions/current/workspace': { kind: 'workspace', body: (id) => ({ workspaceId: id }) },
};

/** Documents and problems are nobody's, and without a browser nobody here has a passkey. */
const NOTHING_OWNED = ['get /legal/{document}', 'get /problems/{type}', 'patch /api/v1/account/passkeys/{id}', 'delete /api/v1/account/passkeys/{id}'];

export class Probes {
  constructor(
    private readonly town: Town,
    paths: Paths,
  ) {
    const naming = Object.entries(paths).flatMap(([path, operations]) =>
      path.includes('{') ? Object.keys(operations).map((method) => `${method} ${path}`) : [],
    );
    const missing = naming.filter((operation) => !(operation in PROBES) && !NOTHING_OWNED.includes(operation));
    if (missing.length > 0) throw new Error(`Nothing says how these are called with an id of another workspace: ${missing.join(', ')}`);
  }

  /** One line for each answer by which an id of A can be told from one that nothing has. */
  async told(ids: Ids, choose: (max: number) => number): Promise<{ readonly probes: number; readonly told: string[] }> {
    const told: string[] = [];
    let probes = 0;
    for (const [operation, probe] of Object.entries(PROBES)) {
      const theirs = this.idOf(probe.kind, ids, choose);
      if (theirs === null || (probe.costly === true && choose(10) > 0)) continue;
      probes += 1;
      const [one, other] = [await this.answer(operation, probe, theirs), await this.answer(operation, probe, randomUUID())];
      if (one !== other) told.push(`${operation}: an id of A is answered ${one}, one of nothing ${other}`);
    }
    return { probes, told };
  }

  private idOf(kind: Probe['kind'], ids: Ids, choose: (max: number) => number): string | null {
    if (kind === 'workspace') return this.town.workspaceA;
    const mine = ids[kind].filter((id) => id !== this.town.readers.both.accountId);
    return mine[choose(mine.length)] ?? null;
  }

  private async answer(operation: string, { by, body }: Probe, id: string): Promise<string> {
    const [method = '', pattern = ''] = operation.split(' ');
    const path = pattern.replace(/\{[^}]+\}/, id);
    const caller: Caller = by === 'auditor' ? this.town.readers.auditor : this.town.readers.owner;
    const answer = await call(this.town.origin, method.toUpperCase(), path, {
      token: caller.token(),
      idempotencyKey: randomBytes(8).toString('hex'),
      ...(body === undefined ? {} : { body: body(id), headers: fromAnywhere() }),
    });
    return seen(answer, id);
  }
}

/** All that a caller can see, but for the id itself and what is new in every answer. */
function seen({ status, body, headers }: RestAnswer<unknown>, id: string): string {
  const { date: _date, 'x-request-id': _requestId, 'content-security-policy': _policy, ratelimit: _left, ...rest } = headers;
  return `${String(status)} ${JSON.stringify([body, rest])}`.replaceAll(id, '<id>');
}
