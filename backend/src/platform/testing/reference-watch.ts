/** Holds every answer of an application under test against the committed API reference: status, headers, body, and the type of each problem. */
import type { NextFunction, Request, Response } from 'express';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Schema } from '../../../../infra/tooling/api-reference/schema';
import { schemaCheck } from '../../../../infra/tooling/api-reference/schema-check';

const FILE = path.resolve(__dirname, '../../../../infra/openapi.json');
/** Those that a route sends of its own accord. */
const TOLD = ['Position', 'ETag', 'Location', 'Retry-After', 'Content-Disposition', 'Set-Cookie'];
const MOST_FAULTS = 20;

interface Answer {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
  readonly 'x-problems'?: readonly string[];
}
interface Reference {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Answer>> }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly responses: { readonly Everywhere: Answer } };
}
/** What one request was answered with. */
interface Given {
  readonly status: number;
  readonly headers: readonly string[];
  readonly type: string;
  readonly body: string;
}

export interface ReferenceWatch {
  readonly watch: (request: Request, response: Response, next: NextFunction) => void;
  /** Throws when an answer was another than the reference says. */
  conclude(): void;
}

export function watchAgainstReference(): ReferenceWatch {
  const { paths, components } = JSON.parse(readFileSync(FILE, 'utf8')) as Reference;
  const checks = { closed: schemaCheck(components.schemas, { closed: true }), open: schemaCheck(components.schemas, { closed: false }) };
  const patterns = Object.entries(paths)
    .map(([template, item]) => ({ template, item, pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`) }))
    .sort((left, right) => left.template.split('{').length - right.template.split('{').length);
  const faults = new Set<string>();

  const fault = (answers: Readonly<Record<string, Answer>>, given: Given): string | null => {
    const answer = answers[String(given.status)];
    if (given.status >= 400) return problemFault(answer, given);
    if (answer === undefined) return 'no such status';
    const untold = given.headers.filter((name) => answer.headers?.[name] === undefined);
    if (untold.length > 0) return `header ${untold.join(', ')}`;
    const content = answer.content?.[given.type];
    if (content === undefined) return given.body === '' ? null : `a body of type ${given.type}`;
    return given.type === 'application/json' ? checks.closed(content.schema, JSON.parse(given.body)) : null;
  };
  const problemFault = (answer: Answer | undefined, { body }: Given): string | null => {
    const problem = JSON.parse(body) as { readonly type: string };
    const [, type = ''] = /^\/problems\/(.+)$/.exec(problem.type) ?? [];
    const named = [...(answer?.['x-problems'] ?? []), ...(components.responses.Everywhere['x-problems'] ?? [])];
    const schema = answer?.content?.['application/problem+json']?.schema ?? { $ref: '#/components/schemas/Problem' };
    return named.includes(type) ? checks.open(schema, problem) : `problem ${type}: name it in @Refuses`;
  };

  return {
    watch: (request, response, next) => {
      const found = patterns.find(({ pattern }) => pattern.test(request.path));
      const responses = found?.item[request.method.toLowerCase()]?.responses;
      if (found !== undefined && responses !== undefined) {
        whenAnswered(response, (given) => {
          const wrong = fault(responses, given);
          if (wrong !== null) faults.add(`${request.method} ${found.template} answered ${String(given.status)} with what the reference does not say: ${wrong}`);
        });
      }
      next();
    },
    conclude: () => {
      if (faults.size > 0) throw new Error([...faults].slice(0, MOST_FAULTS).join('\n'));
    },
  };
}

function whenAnswered(response: Response, tell: (given: Given) => void): void {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const write = response.write.bind(response) as (...given: unknown[]) => boolean;
  const end = response.end.bind(response) as (...given: unknown[]) => Response;
  response.write = ((...given: unknown[]) => (keep(given[0]), write(...given))) as Response['write'];
  response.end = ((...given: unknown[]) => (keep(given[0]), end(...given))) as Response['end'];
  response.once('finish', () => {
    const [type = ''] = String(response.getHeader('Content-Type') ?? '').split(';');
    const body = type === 'text/event-stream' ? '' : plain(Buffer.concat(chunks), response.getHeader('Content-Encoding')).toString('utf8');
    tell({ status: response.statusCode, headers: TOLD.filter((name) => response.hasHeader(name)), type, body });
  });
}

function plain(body: Buffer, encoding: unknown): Buffer {
  if (encoding === 'gzip') return gunzipSync(body);
  if (encoding === 'br') return brotliDecompressSync(body);
  return encoding === 'deflate' ? inflateSync(body) : body;
}
