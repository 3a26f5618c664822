import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { handlersBelow } from './handlers';
import { shapesOf } from './shapes';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'leadgen-sources-'));
  for (const part of ['event-schemas/src/http', 'backend/src']) mkdirSync(path.join(folder, part), { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

const SHAPES = `
export interface Page<T> { readonly items: readonly T[]; readonly next: string | null }
export type Colour = 'red' | 'blue';
/** A thing. */
export interface Thing {
  readonly id: string;
  /** Such as \`Lamp\`. */
  readonly name: string;
  readonly colour: Colour | null;
  /** Such as \`3\`. */
  readonly size: number;
  readonly masked?: true;
}
export type Named = Pick<Thing, 'name'>;
`;
const CONTROLLER = `
import type { Named, Page, Thing } from '../../event-schemas/src/http/things';
@Controller('things')
export class ThingsController {
  /** All of
   * them. */
  @Get() list(): Promise<Page<Thing>> { throw new Error(); }
  @Post() make(@Res() response: Response): Thing | Named { this.tell(response); return moved(response); }
  @Delete() end(@Res() response: Response): Promise<void> { answerPosition(response, '1', 2); }
  private tell(response: Response): void { response.set({ ETag: '"1"', 'Cache-Control': 'no-store' }); }
}
const moved = (response: Response): Thing => { response.setHeader('Location', '/'); throw new Error(); };
@ApiExcludeController()
export class HiddenController { @Get() hidden(): string { return ''; } }
`;

function given(shapes: string, controller: string): ReturnType<typeof handlersBelow> {
  writeFileSync(path.join(folder, 'event-schemas/src/http/things.ts'), shapes);
  writeFileSync(path.join(folder, 'backend/src/things.controller.ts'), controller);
  return handlersBelow(path.join(folder, 'backend/src'));
}

it('reads type, comment and headers of every handler that is shown, wherever the response is handed to', () => {
  expect(given(SHAPES, CONTROLLER).map(({ file: _file, ...rest }) => rest)).toEqual([
    { name: 'ThingsController.list', answer: 'Page<Thing>', description: 'All of them.', headers: [] },
    { name: 'ThingsController.make', answer: 'Thing | Named', description: null, headers: ['ETag', 'Location'] },
    { name: 'ThingsController.end', answer: null, description: null, headers: ['Position', 'ETag'] },
  ]);
});

it('makes schemas of the declared types, with examples from their words', () => {
  const { answers, schemas } = shapesOf(given(SHAPES, CONTROLLER), {});
  expect(Object.fromEntries(answers)).toEqual({
    'ThingsController.list': { $ref: '#/components/schemas/PageOfThing' },
    'ThingsController.make': { anyOf: [{ $ref: '#/components/schemas/Thing' }, { $ref: '#/components/schemas/Named' }] },
  });
  expect(schemas.get('Thing')).toEqual({
    description: 'A thing.',
    type: 'object',
    required: ['id', 'name', 'colour', 'size'],
    properties: {
      id: { type: 'string', examples: [expect.stringMatching(/^[0-9a-f-]{36}$/)] },
      name: { type: 'string', description: 'Such as `Lamp`.', examples: ['Lamp'] },
      colour: { type: ['string', 'null'], enum: ['red', 'blue', null] },
      size: { type: 'integer', description: 'Such as `3`.', examples: [3] },
      masked: { const: true },
    },
  });
  expect(schemas.get('PageOfThing')).toMatchObject({
    properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Thing' } }, next: { type: ['string', 'null'] } },
  });
});

it('refuses a field that nobody gave an example, and names it', () => {
  const handlers = given(SHAPES.replace(' Such as `Lamp`.', ' What it is called.'), CONTROLLER);
  expect(() => shapesOf(handlers, {})).toThrow(/Such as `…`.*Thing\.name/);
});

it('refuses an answer whose type is not one of event-schemas/src/http', () => {
  const handlers = given(SHAPES, CONTROLLER.replace('Thing | Named', 'Elsewhere'));
  expect(() => shapesOf(handlers, {})).toThrow(/Elsewhere.*Declare the answer in event-schemas\/src\/http/);
});
