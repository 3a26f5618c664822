import { chanceFrom } from '../../campaigns/seeded';
import { temporaryFolder } from './testing/node-process';
import { runRotRounds, writeSample } from './testing/rot-rounds';

const NO_FAULTS = { altered: 0, lostSilently: 0, unnamed: 0, missedByVerify: 0 };
const folder = temporaryFolder();
afterAll(() => folder.remove());

it('serves the prefix that is whole when the write-ahead log is cut, or refuses to', async () => {
  const sample = `${folder.path}/killed`;
  const written = await writeSample(sample, 'kill');
  const { done, faults } = await runRotRounds(sample, written, 8, 'cut', chanceFrom(1).next);
  expect(faults).toEqual(NO_FAULTS);
  expect(done.prefix + done.refusedStart).toBeGreaterThan(4);
}, 240_000);

it('never serves altered bytes when the file rots, and verification finds what a read finds', async () => {
  const sample = `${folder.path}/stopped`;
  const written = await writeSample(sample, 'stop');
  const { done, faults } = await runRotRounds(sample, written, 16, 'flip', chanceFrom(2).next);
  expect(faults).toEqual(NO_FAULTS);
  expect(done.refusedStart + done.refusedRead).toBeGreaterThan(6);
}, 240_000);
