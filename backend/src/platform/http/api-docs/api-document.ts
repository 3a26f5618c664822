import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { RouteTable, type Route } from '../route-table';
import { PROBLEM_SCHEMAS, problemResponse } from './problem-schemas';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description: 'The same key and body get the same answer; the same key with another body is refused (422).',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};
const AFTER_POSITION = {
  name: 'After-Position',
  in: 'header' as const,
  required: false,
  description: 'Wait up to two seconds until this Position of a command can be read; then 202 with Retry-After.',
  schema: { type: 'string', pattern: '^\\d{20}$' },
};

/** The API as OpenAPI, made from the routes themselves: their DTOs, their permissions, their problems. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle('LeadGen API')
    .setDescription('Every answer "no" is an RFC 9457 problem. Every command answers with a Position header; a query takes it back as After-Position.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An access token, or an API key (`lgk_…`) that has the permission of the route as a scope.' })
    .build();
  const document = SwaggerModule.createDocument(app, outline, { operationIdFactory: (controller, method) => `${controller}.${method}` });
  for (const route of app.get(RouteTable).routes()) {
    const item = document.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')];
    const method = METHODS.find((each) => each.toUpperCase() === route.method);
    const operation = method === undefined ? undefined : item?.[method];
    if (operation !== undefined) complete(operation, route);
  }
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...PROBLEM_SCHEMAS } };
  return document;
}

function complete(operation: Operation, route: Route): void {
  operation.summary ??= sentenceOf(route.name);
  if (operation.tags === undefined || operation.tags.length === 0 || route.path.startsWith('/api/v1/')) operation.tags = [route.path.split('/')[3] ?? 'api'];
  operation.parameters = [...(operation.parameters ?? []), ...(route.method === 'POST' ? [IDEMPOTENCY_KEY] : []), ...(route.waits ? [AFTER_POSITION] : [])];
  const problems = { 400: problemResponse('The request breaks a rule; see errors.'), default: problemResponse('Any other "no".') };
  if (route.access.kind === 'public') {
    operation.responses = { ...operation.responses, ...problems };
    return;
  }
  operation.security = [{ bearer: [] }];
  Object.assign(operation, { 'x-permission': route.access.permission });
  const guarded = { 401: problemResponse('No valid access token or API key.'), 403: problemResponse(`The permission ${route.access.permission} is missing.`) };
  operation.responses = { ...operation.responses, ...problems, ...guarded };
}

/** `ImportsController.recordPage` → `Record page`. */
function sentenceOf(name: string): string {
  const words = (name.split('.').at(-1) ?? name).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
