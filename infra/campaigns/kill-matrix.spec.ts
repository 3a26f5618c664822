import { killMatrixIn } from './kill-matrix-stack';
import { freshChance } from './seeded';

describe('the kill matrix, small', () => {
  it('loses, doubles and miscounts nothing while each process is killed', async () => {
    const { done, faults } = await killMatrixIn({ rounds: 2, rowsPerImport: 75 }, freshChance('kill-matrix'));
    expect(done).toMatchObject({ 'event-node': 2, mongod: 2, worker: 2, api: 2, imports: 8, pages: 24 });
    expect(faults).toEqual({
      acknowledgedPagesLost: 0,
      receiptsOff: 0,
      requestedCountsOff: 0,
      leadsDoubled: 0,
      leadsMissing: 0,
      leadsAcceptedTwice: 0,
      viewsDiffer: 0,
    });
  }, 720_000);
});
