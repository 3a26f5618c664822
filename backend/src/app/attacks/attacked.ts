/** The whole API with its first owner, and a client that looks over every answer: whatever is tried, the server tells nothing about itself. */
import type { OpenAPIObject } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import type { Problem } from '../../../../event-schemas/src/http/problem';
import type { Session } from '../../../../event-schemas/src/http/sign-in';
import { apiReference } from '../../platform/http/api-docs/api-reference';
import { LiveModule } from '../../platform/live/live.module';
import { startApplication, type ApplicationOptions, type TestApplication } from '../../platform/testing/application';
import { FixedClock } from '../../platform/testing/fixed-clock';
import { capabilityModules, views, type CapabilityOptions } from '../capabilities';
import { operationsOf, type Operation } from './operations';

export const PASSWORD = 'seven lamps of architecture';
export const OWNER = { email: 'ada@example.com', password: PASSWORD, displayName: 'Ada', workspaceName: 'Sales' };

export interface Call {
  readonly method: Operation['method'];
  readonly path: string;
  /** A string is sent as it is. */
  readonly body?: object | string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Access token; none: as a stranger. */
  readonly token?: string | undefined;
}

export interface Attacked {
  readonly app: TestApplication;
  readonly owner: Session;
  readonly operations: readonly Operation[];
  readonly call: (call: Call, at?: TestApplication) => Promise<Response>;
  /** The same as somebody of the workspace who may do it. */
  readonly permitted: (operation: Operation, call?: Partial<Call>) => Promise<Response>;
  readonly close: () => Promise<void>;
}

type Options = Partial<Omit<ApplicationOptions, 'modules' | 'views'>> & Pick<CapabilityOptions, 'mail'> & { readonly origin?: string };

export async function startAttacked({ origin = 'http://127.0.0.1', mail = null, ...options }: Options = {}): Promise<Attacked> {
  const app = await startApplication({
    // An answer that names the time is the same when it is asked for again.
    clock: new FixedClock(new Date().toISOString()),
    ...options,
    modules: (dataFolder) => [...capabilityModules({ dataFolder, origin, mail, passwordCost: 4 }), LiveModule.register(views)],
    views,
  });
  const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
  const owner = (await app.http.post('/api/v1/set-up').send({ ...OWNER, token })).body as Session;
  const auditor = await app.signIn({ role: 'auditor', workspaceId: owner.workspace.id });
  const call: Attacked['call'] = async (asked, at = app) => lookedOver(await send(at, asked));
  return {
    app,
    owner,
    operations: operationsOf(JSON.parse(apiReference()) as OpenAPIObject),
    call,
    permitted: ({ method, path, body, permission }, changes = {}) =>
      call({
        method,
        path,
        body: body(),
        token: permission === 'unmask-leads' ? auditor.authorization.slice('Bearer '.length) : owner.accessToken,
        ...changes,
      }),
    close: () => app.close(),
  };
}

function send({ http }: TestApplication, { method, path, body, headers = {}, token }: Call): Promise<Response> {
  const request = http[method](path).set({ ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }), ...headers });
  if (body === undefined) return request;
  if (headers['Content-Type'] === undefined) request.set('Content-Type', 'application/json');
  return request.send(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Status and text, to be compared with those of another call; every page has a fresh nonce. */
export const saidBy = ({ status, text }: Response): readonly [number, string] => [status, text.replaceAll(/nonce="[\w-]+"/g, 'nonce')];

/** Words of the tools that the server is made of, places of its files, and parts of a stack. */
const INSIDE =
  /node_modules|[\\/](?:home|usr|tmp|backend|dist)[\\/]|\.[jt]s:\d|\bat \S+ \(|express|nestjs|mongo|E11000|eventstore|(?:Type|Range|Syntax|Reference)Error/i;

/** No fault, no way to somewhere else, no trace of the inside, a whole problem for a refusal, and nothing that may be kept on the way. */
export function lookedOver(answer: Response): Response {
  const { status, type } = answer;
  const headers = answer.headers as Readonly<Record<string, string>>;
  const body = answer.body as Partial<Problem>;
  // The path is repeated as it was asked for, so it is no news to whoever asked.
  const told = INSIDE.exec(JSON.stringify([{ ...body, instance: '' }, Object.keys(headers), headers['server'] ?? '']))?.[0];
  const isWhole = status < 400 || (type === 'application/problem+json' && body.status === status && /^\/problems\/[a-z-]+$/.test(body.type ?? ''));
  const leads = status >= 300 && status < 400 ? status : (headers['location'] ?? '/').replace(/^\/(?!\/).*$/, '/');
  expect({ isFault: status >= 500, leads, told, isWhole, kept: headers['cache-control'] }).toEqual({
    isFault: false,
    leads: '/',
    told: undefined,
    isWhole: true,
    kept: 'no-store',
  });
  return answer;
}
