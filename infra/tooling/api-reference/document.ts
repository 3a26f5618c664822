import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { RouteTable, type Route } from '../../../backend/src/platform/http/route-table';
import { PERMISSIONS } from '../../../backend/src/platform/identity/permissions';
import type { Handler } from './handlers';
import { exampleOf, refOf } from './examples';
import { GROUPS, groupOf, INTRODUCTION, TITLE } from './introduction';
import { problemCatalogue, type Refusing } from './problem-catalogue';
import { declaredBy, EVERYWHERE, refusalsOf } from './problems';
import { asDraft2020 } from './request-schemas';
import { HEADERS, notYet, problemResponse, success, type SharedExamples } from './responses';
import type { Schema } from './schema';
import type { Shapes } from './shapes';

/** An operation as Nest drew it, to be completed. */
interface Operation {
  description?: string;
  tags?: readonly string[];
  parameters?: readonly Schema[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema; example?: unknown }>> };
  responses: Readonly<Record<string, Schema>>;
  security?: readonly object[];
}

export interface Sources extends Shapes {
  readonly handlers: readonly Handler[];
}

/** What is written while the routes are gone through. */
interface Drawn {
  readonly schemas: Schema;
  readonly examples: SharedExamples;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const SECURITY = {
  session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Access token of a person who is signed in.' },
  browser: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Access token of a paired browser.' },
  apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'lgk_…', description: 'API key of a program.' },
  refreshCookie: { type: 'apiKey', in: 'cookie', name: 'leadgen_refresh', description: 'Set by signing in; `__Host-leadgen_refresh` behind TLS.' },
} as const;

const header = (name: string, description: string, schema: Schema, required = false): Schema => ({ name, in: 'header', required, description, schema });
const IDEMPOTENCY_KEY = {
  recorded: header('Idempotency-Key', 'The same key and body get the same answer for seven days.', { type: 'string', minLength: 1, maxLength: 255 }),
  renewed: header('Idempotency-Key', 'Repeat with the same key when the answer was lost.', { type: 'string', minLength: 1, maxLength: 255 }),
};
const AFTER_POSITION = header('After-Position', 'Wait until this Position of a command can be read.', { type: 'string', pattern: '^\\d{20}$' });
const IF_MATCH = header('If-Match', 'The ETag that was answered with the value being edited.', { type: 'string', examples: ['"12"'] });

/** The API as OpenAPI, made from the routes themselves: their types, their permissions, their problems. */
export function apiDocument(app: INestApplication, sources: Sources): OpenAPIObject {
  const outline = new DocumentBuilder().setTitle(TITLE).setDescription(INTRODUCTION).setVersion('1').setOpenAPIVersion('3.1.0').build();
  const made = SwaggerModule.createDocument(app, outline, { operationIdFactory: (controller, method) => `${controller}.${method}` });
  const requests = asDraft2020(made.components?.schemas ?? {}) as Schema;
  const schemas = { ...requests, ...Object.fromEntries(sources.schemas) };
  const examples: SharedExamples = new Map();
  const everywhere = problemResponse({ own: EVERYWHERE, everywhere: [], current: null }, examples);
  const refusing: Refusing[] = [];
  for (const route of app.get(RouteTable).routes()) {
    const method = METHODS.find((each) => each.toUpperCase() === route.method);
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const operation = method === undefined ? undefined : made.paths[path]?.[method];
    if (operation === undefined) continue;
    complete(operation as unknown as Operation, route, sources, { schemas, examples });
    refusing.push({ route: `${route.method} ${path}`, problems: refusalsOf(route) });
  }
  const used = new Set(Object.values(made.paths).flatMap((item) => METHODS.flatMap((method) => item[method]?.tags ?? [])));
  const components = { schemas, securitySchemes: SECURITY, headers: HEADERS, responses: { Everywhere: everywhere }, examples: Object.fromEntries(examples) };
  const document: OpenAPIObject = {
    ...made,
    tags: GROUPS.filter(({ name }) => used.has(name)).map(({ name, description }) => ({ name, description })),
    components: components as unknown as NonNullable<OpenAPIObject['components']>,
  };
  return Object.assign(document, { 'x-problems': problemCatalogue(refusing, EVERYWHERE) });
}

function complete(operation: Operation, route: Route, sources: Sources, { schemas, examples }: Drawn): void {
  const handler = sources.handlers.find(({ name }) => name === route.name);
  const declared = declaredBy(route);
  operation.tags = [groupOf(route.path)];
  const said = [operation.description, handler?.description, accessOf(route)].filter((text) => text !== undefined && text !== null && text !== '');
  operation.description = said.join('\n\n');
  const { repeatable, waits, ifMatch } = declared;
  const added = [...(repeatable === null ? [] : [IDEMPOTENCY_KEY[repeatable]]), ...(waits ? [AFTER_POSITION] : []), ...(ifMatch ? [IF_MATCH] : [])];
  operation.parameters = [...(asDraft2020(operation.parameters ?? []) as readonly Schema[]).map(withIdExample), ...added];
  const answers = successes(operation, sources.answers.get(route.name) ?? null, handler?.headers ?? [], schemas);
  operation.responses = { ...answers, ...(waits ? { 202: notYet() } : {}), ...refusals(route, sources, examples) };
  withBodyExample(operation, schemas);
  if (route.access.kind === 'public') return;
  const { browser, apiKey } = PERMISSIONS[route.access.permission];
  operation.security = [{ session: [] }, ...(browser ? [{ browser: [] }] : []), ...(apiKey ? [{ apiKey: [] }] : [])];
  Object.assign(operation, { 'x-permission': route.access.permission });
}

/** Ids are opaque; a reader still wants to see one. */
const withIdExample = (parameter: Schema): Schema =>
  parameter['in'] === 'path' && /id$/i.test(String(parameter['name'])) ? { ...parameter, example: exampleOf({ format: 'uuid' }, {}) } : parameter;

function accessOf({ access }: Route): string {
  if (access.kind === 'public') return access.knowsCaller ? 'For anybody; whoever is signed in says so.' : 'For anybody.';
  const { roles, browser, apiKey } = PERMISSIONS[access.permission];
  const surfaces = [...(browser ? ['paired browsers have it too'] : []), ...(apiKey ? ['an API key may be given it'] : [])];
  return `Needs the permission \`${access.permission}\`: ${[`${listed(roles)} ${roles.length === 1 ? 'has' : 'have'} it`, ...surfaces].join('; ')}.`;
}

const listed = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`);

/** A route that answers in two ways names the second by its schema; the first is what is left of the declared type. */
function successes(operation: Operation, answer: Schema | null, headers: readonly string[], schemas: Schema): Readonly<Record<string, Schema>> {
  const found = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  const named = found.map(([, response]) => refOf(schemaIn(response) ?? {}));
  const rest = (answer?.['anyOf'] as readonly Schema[] | undefined)?.filter((part) => !named.includes(refOf(part)));
  const usual = rest?.length === 1 ? (rest[0] ?? null) : answer;
  return Object.fromEntries(
    found.map(([status, response]): readonly [string, Schema] => {
      const own = schemaIn(response);
      if (own === null && response['content'] !== undefined) return [status, { ...response, headers: success(200, null, [], undefined)['headers'] }];
      const schema = own ?? usual;
      const words = response['description'] === '' ? {} : { description: response['description'] };
      return [status, { ...success(Number(status), schema, own === null ? headers : [], schema === null ? undefined : exampleOf(schema, schemas)), ...words }];
    }),
  );
}

/** The schema that a decorator names for a JSON answer. */
function schemaIn(response: Schema): Schema | null {
  const content = response['content'] as Readonly<Record<string, { readonly schema?: Schema }>> | undefined;
  return content?.['application/json']?.schema ?? null;
}

function refusals(route: Route, { answers }: Sources, examples: SharedExamples): Readonly<Record<string, Schema>> {
  const all = refusalsOf(route);
  const statuses = [...new Set(all.map(({ status }) => status))].sort();
  const responses = statuses.map((status): readonly [number, Schema] => {
    const [own, everywhere] = [all, EVERYWHERE].map((problems) => problems.filter((facts) => facts.status === status));
    const current = status === 412 ? (answers.get(route.name) ?? null) : null;
    return [status, problemResponse({ own: own ?? [], everywhere: everywhere ?? [], current }, examples)];
  });
  return { ...Object.fromEntries(responses), default: { $ref: '#/components/responses/Everywhere' } };
}

function withBodyExample(operation: Operation, schemas: Schema): void {
  const json = operation.requestBody?.content?.['application/json'];
  if (json?.schema !== undefined) json.example = exampleOf(json.schema, schemas);
}
