import { BoxDoesNotOpen, openBox, sealBox, type Box, type BoxPlace } from './box';
import { checkValueOf, scopeOf, subjectOfName, type SubjectKey } from './subject';
import { countedId } from '../testing/counting-ids';

const place: BoxPlace = { scope: countedId(1), stream: `lead-${countedId(2)}`, revision: 3, eventId: countedId(4), storedType: 'LeadRecorded.v1' };
const key: SubjectKey = { role: 'lead', subjectId: countedId(2), keyId: countedId(5), key: Buffer.alloc(32, 9), checkValue: checkValueOf(Buffer.alloc(32, 9)) };
const fields = { fullName: 'Ada Lovelace', note: 'läßt „das" ☕' };

describe('a box', () => {
  it('gives back what was sealed, and names subject and key', () => {
    const box = sealBox(place, key, fields);
    expect({ s: box.s, k: box.k }).toEqual({ s: `lead:${countedId(2)}`, k: countedId(5) });
    expect(subjectOfName(box.s)).toEqual({ role: 'lead', subjectId: countedId(2) });
    expect(openBox(place, key, box)).toEqual(fields);
  });

  it('shows lengths in steps of 64 bytes only', () => {
    const length = (value: string): number => Buffer.from(sealBox(place, key, { value }).x, 'base64url').length - 16;
    expect([length(''), length('a'.repeat(52)), length('a'.repeat(53)), length('ß'.repeat(60))]).toEqual([64, 64, 128, 192]);
  });

  it('never seals the same way twice', () => {
    const [first, second] = [sealBox(place, key, fields), sealBox(place, key, fields)];
    expect(first.n).not.toBe(second.n);
    expect(first.x).not.toBe(second.x);
  });

  it.each<[string, Partial<BoxPlace>]>([
    ['scope', { scope: countedId(99) }],
    ['stream', { stream: `lead-${countedId(99)}` }],
    ['revision', { revision: 4 }],
    ['event id', { eventId: countedId(99) }],
    ['type', { storedType: 'LeadSeenAgain.v1' }],
  ])('does not open at another %s', (_part, elsewhere) => {
    expect(() => openBox({ ...place, ...elsewhere }, key, sealBox(place, key, fields))).toThrow(BoxDoesNotOpen);
  });

  it.each<[string, (box: Box) => Box]>([
    ['subject', (box) => ({ ...box, s: `lead:${countedId(99)}` })],
    ['key id', (box) => ({ ...box, k: countedId(99) })],
    ['ciphertext', (box) => ({ ...box, x: `${box.x.startsWith('A') ? 'B' : 'A'}${box.x.slice(1)}` })],
  ])('does not open with another %s', (_part, changed) => {
    expect(() => openBox(place, key, changed(sealBox(place, key, fields)))).toThrow(BoxDoesNotOpen);
  });

  it('does not open under another key, and the check value tells the two apart', () => {
    const other = Buffer.alloc(32, 10);
    expect(() => openBox(place, { ...key, key: other }, sealBox(place, key, fields))).toThrow(BoxDoesNotOpen);
    expect(checkValueOf(key.key)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(checkValueOf(key.key)).not.toBe(checkValueOf(other));
  });

  it('keeps account keys with the installation and the others with their workspace', () => {
    expect([scopeOf('account', null), scopeOf('account', countedId(1)), scopeOf('lead', countedId(1))]).toEqual(['installation', 'installation', countedId(1)]);
    expect(() => scopeOf('lead', null)).toThrow('workspaceId');
  });
});
