import { asRecorded } from '../testing/decider-specification';
import { countedId } from '../testing/counting-ids';
import { KeyContradictsLog, keyringFacts, keyringStream, subjectKeysIssued, type IssuedKey } from './keyring-facts';

const issued = (keyId: string, check: string): IssuedKey => ({ role: 'lead', subjectId: countedId(1), keyId, checkValue: check.repeat(43) });
const events = (...keys: readonly IssuedKey[]) => keys.map((key, revision) => asRecorded('keyring', subjectKeysIssued([key]), revision));

describe('what the log says about keys', () => {
  it('counts a key that was issued twice with the same check value once', () => {
    expect(keyringFacts(events(issued(countedId(2), 'a'), issued(countedId(3), 'b'), issued(countedId(2), 'a')))).toEqual(
      new Map([
        [countedId(2), { checkValue: 'a'.repeat(43), state: 'issued' }],
        [countedId(3), { checkValue: 'b'.repeat(43), state: 'issued' }],
      ]),
    );
  });

  it('is a fault when one key has two check values', () => {
    expect(() => keyringFacts(events(issued(countedId(2), 'a'), issued(countedId(2), 'b')))).toThrow(KeyContradictsLog);
  });

  it('stands in one stream per workspace and one for the installation', () => {
    expect([keyringStream(countedId(1)), keyringStream('installation')]).toEqual([`keyring-${countedId(1)}`, 'keyring-installation']);
  });
});
