import { importView } from '../../testing/records';
import { claimed, outcomeCount, OUTCOMES, percentDone } from './receipt';

const { receipt } = importView();

describe('a receipt', () => {
  it('adds up: every row that was seen has one outcome', () => {
    const refusedByServer = 1;
    expect(OUTCOMES.map((outcome) => outcomeCount(receipt, outcome))).toEqual([18, 3, 2, 1, 3]);
    expect(claimed(receipt) + refusedByServer).toBe(receipt.parsed);
  });
});

describe('the progress of an import', () => {
  it.each([
    [importView(), 24],
    [importView({ requestedCount: 10 }), 100],
    [importView({ status: 'completed' }), 100],
    [importView({ status: 'failed' }), 24],
  ])('counts claimed leads of those asked for', (item, percent) => expect(percentDone(item)).toBe(percent));
});
