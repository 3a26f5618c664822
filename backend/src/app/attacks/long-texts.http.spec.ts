import { startAttacked, type Attacked, type Call } from './attacked';
import { isNamed, withValue, type Operation, type Place } from './operations';

const LONG = 200_000;
/** Short enough that a rule which doubles its work with every character still comes to an end, and long enough that it shows. */
const SHORT = 30;
/** Work that grows with the square of the length needs a minute for a long text; a machine that does other things at the time less. */
const PATIENCE_MS = 1_000;
/** Beginnings that fit a rule and ends that do not: what makes a careless rule try every way through. */
const PUMPS = ['a', ' ', '\t', '1', '0.', 'a@', 'a.', '@.', '-', 'A-', '/a', 'é', '\u0301', '\ud83d\ude00', '%', '"', '\\', '(', 'aA1 '];
const adversaries = (length: number): readonly string[] => PUMPS.map((pump) => `${pump.repeat(Math.floor(length / pump.length))}!`);
const isPassword = ({ schema }: Place): boolean => schema['format'] === 'password';

describe('a text that is too long', () => {
  let attacked: Attacked;
  beforeAll(async () => {
    attacked = await startAttacked();
  });
  afterAll(() => attacked.close());

  const withText = ({ body }: Operation, { pointer }: Place, text: string): Pick<Call, 'body'> => ({ body: withValue(body() ?? {}, pointer, text) });
  async function timeOf(operation: Operation, place: Place, text: string): Promise<number> {
    const began = performance.now();
    // With a field that nobody knows, the body is refused whatever the text, after every rule had its say.
    const { status } = await attacked.permitted(operation, { body: { ...withValue(operation.body() ?? {}, place.pointer, text), more: 1 } });
    expect([operation.path, place.pointer, status]).toEqual([operation.path, place.pointer, 400]);
    return performance.now() - began;
  }

  it('is refused by name in every password: 129 characters, a hundred thousand, and a mebibyte before it is read', async () => {
    const passwords = attacked.operations.flatMap((operation) => operation.texts.filter(isPassword).map((place) => ({ operation, place })));
    expect(passwords.length).toBeGreaterThanOrEqual(10);
    for (const { operation, place } of passwords) {
      for (const length of [129, 100_000]) {
        const { status, body } = await attacked.permitted(operation, withText(operation, place, 'x'.repeat(length)));
        expect([operation.path, length, status, isNamed(place.pointer, body)]).toEqual([operation.path, length, 400, true]);
      }
      const { status, body } = await attacked.permitted(operation, withText(operation, place, 'x'.repeat(1_048_576)));
      expect([operation.path, status, body.type]).toEqual([operation.path, 413, '/problems/body-too-large']);
    }
  });

  it('is refused in every text of every body and of every query', async () => {
    for (const operation of attacked.operations) {
      for (const place of operation.texts) {
        const { status, body } = await attacked.permitted(operation, withText(operation, place, 'x'.repeat(LONG)));
        expect([operation.path, place.pointer, status, isNamed(place.pointer, body)]).toEqual([operation.path, place.pointer, 400, true]);
      }
      for (const name of operation.query) {
        const { status } = await attacked.permitted(operation, { path: `${operation.path}?${name}=${'1'.repeat(3_000)}` });
        expect([operation.path, name, status]).toEqual([operation.path, name, 400]);
      }
    }
  });

  it('does not double the work of a rule with every character', async () => {
    for (const operation of attacked.operations) {
      for (const place of operation.texts) {
        for (const text of adversaries(SHORT)) {
          const quick = (await timeOf(operation, place, text)) < PATIENCE_MS;
          expect([operation.path, place.pointer, text.slice(0, 4), quick]).toEqual([operation.path, place.pointer, text.slice(0, 4), true]);
        }
      }
    }
  });

  it('never takes a rule longer than a plain one of the same length does', async () => {
    for (const operation of attacked.operations) {
      for (const place of operation.texts) {
        const plain = 'x'.repeat(LONG);
        const bound = 10 * Math.min(await timeOf(operation, place, plain), await timeOf(operation, place, plain)) + PATIENCE_MS;
        for (const text of adversaries(LONG)) {
          // Whatever else the machine does is gone in one of three tries.
          const times = [await timeOf(operation, place, text)];
          while (times.length < 3 && Math.min(...times) > bound) times.push(await timeOf(operation, place, text));
          expect([operation.path, place.pointer, text.slice(0, 4), Math.min(...times) <= bound]).toEqual([
            operation.path,
            place.pointer,
            text.slice(0, 4),
            true,
          ]);
        }
      }
    }
  });
});
