import { MongoClient, type Db } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { metadataForTests } from '../testing/metadata';
import type { FoldedEvent } from './fold-batch';
import type { AnyView } from './view';
import { ViewWriter } from './view-writer';
import { viewCollection } from './views-database';

interface Trail {
  readonly workspaceId: string | null;
  readonly trail: string;
}

/** Each event adds a letter; `-` removes, `0` begins with nothing. */
const view: AnyView = {
  name: 'trail',
  version: 1,
  group: 'trails',
  reads: 'clear',
  types: ['a', 'b', '-', '0'],
  begins: ['a', '0'],
  indexes: [],
  topic: null,
  route: ({ stream }) => [stream],
  apply: (document, { type }): Trail | null => {
    const known = document as Trail | null;
    if (type === '-' || (type === '0' && known === null)) return null;
    if (type === 'b' && known === null) return null;
    return { workspaceId: null, trail: (known?.trail ?? '') + type };
  },
};

let client: MongoClient;
let views: Db;
beforeAll(() => {
  client = new MongoClient(process.env['TEST_MONGODB_URL'] ?? '');
});
beforeEach(() => {
  views = client.db(`view_${randomUUID().slice(0, 8)}`);
});
afterEach(() => views.dropDatabase());
afterAll(() => client.close());

const writer = (cacheBytes = 100_000): ViewWriter => new ViewWriter(view, viewCollection(views, 'trail.v1'), cacheBytes);
const position = (number: number): string => String(number).padStart(20, '0');
/** One event per letter, all of one stream. */
const events = (letters: string, from = 1, stream = 's'): FoldedEvent[] =>
  Array.from(letters, (type, index) => ({
    type,
    id: String(from + index),
    stream,
    revision: index,
    position: position(from + index),
    metadata: metadataForTests(),
  }));
const trails = async (): Promise<string[]> => {
  const documents = await viewCollection(views, 'trail.v1').find().sort({ _id: 1 }).toArray();
  return documents.map((document) => `${document._id} ${(document as unknown as Trail).trail} ${String(Number(document.position))}`);
};

describe('writing a view', () => {
  it('goes on from what it wrote, with and without memory', async () => {
    const [remembers, forgets] = [writer(), writer(0)];
    await remembers.write(events('ab'));
    await remembers.write(events('b', 3));
    await forgets.write(events('b', 4));
    expect(await trails()).toEqual(['s abbb 4']);
  });

  it('changes nothing when another writer repeats what is written, and adds what is new', async () => {
    await writer().write(events('ab'));
    await writer().write(events('ab'));
    expect(await trails()).toEqual(['s ab 2']);
    await writer().write(events('abb'));
    expect(await trails()).toEqual(['s abb 3']);
  });

  it('finds the document that it took to be new when the batch ends without one', async () => {
    await writer().write(events('a'));
    await writer().write(events('ab-'));
    expect(await trails()).toEqual([]);
    await writer().write(events('a', 10, 't'));
    await writer().write(events('0b', 10, 't'));
    expect(await trails()).toEqual(['t ab 11']);
  });

  it('lets a former writer change nothing that a later one has written', async () => {
    const former = writer();
    await former.write(events('a'));
    await writer().write(events('abbb'));
    await former.write(events('bb', 2));
    expect(await trails()).toEqual(['s abbb 4']);
  });
});
