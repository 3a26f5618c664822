import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validationPipe } from '../../../backend/src/platform/http/validation';
import { RouteTable, type Route } from '../../../backend/src/platform/http/route-table';
import { problemTypesBelow } from './handlers';
import { declaredBy } from './problems';
import type { Schema } from './schema';
import { schemaCheck, type Check } from './schema-check';
import { documentOf, REFERENCE_FILE, withWholeApi } from './whole-api';

interface Body {
  readonly schema: Schema;
  readonly example?: unknown;
}
interface Answer {
  readonly description: string;
  readonly content?: Readonly<Record<string, Body>>;
  readonly 'x-problems'?: readonly string[];
}
interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Body>> };
  readonly responses: Readonly<Record<string, Answer>>;
}

let document: OpenAPIObject;
let routes: readonly Route[];
let operations: readonly (readonly [name: string, operation: Operation])[];
let check: Check;

beforeAll(async () => {
  [document, routes] = await withWholeApi((app: INestApplication) => [
    JSON.parse(JSON.stringify(documentOf(app))) as OpenAPIObject,
    app.get(RouteTable).routes(),
  ]);
  operations = Object.entries(document.paths).flatMap(([place, item]) =>
    Object.entries(item as Readonly<Record<string, Operation>>).map(([method, operation]) => [`${method.toUpperCase()} ${place}`, operation] as const),
  );
  check = schemaCheck(document.components?.schemas as unknown as Readonly<Record<string, Schema>>, { closed: true });
});

/** Names of the operations of which something is wrong. */
const faulty = (isFault: (operation: Operation, name: string) => boolean): readonly string[] =>
  operations.filter(([name, operation]) => isFault(operation, name)).map(([name]) => name);
const successesOf = ({ responses }: Operation): readonly (readonly [string, Answer])[] =>
  Object.entries(responses).filter(([status]) => status.startsWith('2'));
const jsonOf = (content: Readonly<Record<string, Body>> | undefined): Body | undefined => content?.['application/json'];

describe('the API reference', () => {
  it('is the committed one; `npm run docs:api` writes it anew', () => {
    expect(document).toEqual(JSON.parse(readFileSync(REFERENCE_FILE, 'utf8')));
  });

  it('shows every route of the API', () => {
    const shown = new Set(operations.map(([name]) => name));
    const hidden = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`).filter((name) => !shown.has(name));
    expect(hidden.sort()).toEqual([
      'GET /api/docs',
      'GET /api/docs-json',
      'GET /api/docs/assets/{file}',
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
    ]);
    expect(operations.length).toBeGreaterThan(60);
  });

  it('has references that lead somewhere only', () => {
    const names = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g);
    const dangling = [...names].map(([, place]) => place ?? '').filter((place) => at(place) === undefined);
    expect(dangling).toEqual([]);
  });

  it('holds what OpenAPI 3.1 asks of a document', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length);
    for (const [name, { parameters }] of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
      expect([name, inPath.sort()]).toEqual([name, [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter).sort()]);
      expect(new Set(parameters.map((parameter) => `${parameter.in} ${parameter.name}`)).size).toBe(parameters.length);
    }
    for (const schema of Object.values(document.components?.schemas ?? {})) expect(() => check(schema as Schema, null)).not.toThrow();
    expect(faulty(({ responses }) => Object.values(responses).some((answer) => !('$ref' in answer) && answer.description === ''))).toEqual([]);
  });

  it('says of every route in words what it does, in a group that is explained', () => {
    const groups = new Set(document.tags?.filter(({ description }) => description !== undefined).map(({ name }) => name));
    expect(faulty(({ summary = '' }) => !/^\p{Lu}.{7,}[^.]$/u.test(summary) || summary.length > 80)).toEqual([]);
    expect(faulty(({ description = '' }) => !description.includes(' '))).toEqual([]);
    expect(faulty(({ tags }) => tags.some((tag) => !groups.has(tag)))).toEqual([]);
  });

  it('explains every type of problem that the sources hold, but that of a page it does not show', () => {
    const explained = new Set((document as unknown as { readonly 'x-problems': readonly { readonly type: string }[] })['x-problems'].map(({ type }) => type));
    const written = [...problemTypesBelow(path.resolve(__dirname, '../../../backend/src'))];
    expect(written.filter((type) => !explained.has(type))).toEqual(['loopback-only']);
    expect(written.length).toBeGreaterThan(50);
  });

  it('names for every refusal of every route at least one type, each of which is explained', () => {
    const everywhere = document.components?.responses?.['Everywhere'] as unknown as Answer;
    const refusals = operations.flatMap(([name, { responses }]) =>
      Object.entries(responses).flatMap(([status, answer]) => (/^[45]/.test(status) ? [{ name, status, answer }] : [])),
    );
    expect(refusals.filter(({ answer }) => (answer['x-problems'] ?? []).length === 0)).toEqual([]);
    expect(faulty(({ responses }) => responses['429'] === undefined || responses['default'] === undefined)).toEqual([]);
    const named = new Set([...refusals.map(({ answer }) => answer), everywhere].flatMap((answer) => answer['x-problems'] ?? []));
    const explained = (document as unknown as { readonly 'x-problems': readonly { readonly type: string }[] })['x-problems'].map(({ type }) => type);
    expect([...named].sort()).toEqual(explained);
  });

  it('has a schema for every answer that has a body', () => {
    expect(faulty((operation) => successesOf(operation).length === 0)).toEqual([]);
    const empty = operations.flatMap(([name, operation]) =>
      successesOf(operation).flatMap(([status, { content }]) => (content === undefined ? [`${status} ${name}`] : [])),
    );
    const unexpected = empty.filter((answer) => !/^(202|204) /.test(answer));
    expect(unexpected).toEqual(['201 POST /api/v1/members/{accountId}/suspension']);
  });

  it('has for every answer an example that fits its schema', () => {
    const faults = operations.flatMap(([name, operation]) =>
      successesOf(operation).flatMap(([status, { content }]) =>
        Object.values(content ?? {}).flatMap(({ schema, example }) => {
          const fault = example === undefined ? 'has none' : check(schema, example);
          return fault === null ? [] : [`${status} ${name}: ${fault}`];
        }),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('has for every body an example that the route accepts', async () => {
    const faults: unknown[] = [];
    for (const route of routes) {
      const [, operation] = operations.find(([name]) => name === `${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`) ?? [];
      const { body } = declaredBy(route);
      if (operation === undefined || body === null || body === Object) continue;
      const { schema, example } = jsonOf(operation.requestBody?.content) ?? { schema: {}, example: undefined };
      const fault = example === undefined ? 'has none' : check(schema, example);
      if (fault !== null) faults.push(`${route.name}: ${fault}`);
      await validationPipe()
        .transform(example, { type: 'body', metatype: body })
        .catch((error: unknown) => faults.push([route.name, error]));
    }
    expect(faults).toEqual([]);
  });
});

const at = (place: string): unknown =>
  place
    .split('/')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
