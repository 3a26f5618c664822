import { Ids } from '../time-and-ids/ids';

/** 00000000-0000-4000-8000-000000000001, ...002 and so on: valid, readable, the same in every run. */
export class CountingIds extends Ids {
  private count = 0;

  override next(): string {
    this.count += 1;
    return countedId(this.count);
  }
}

export const countedId = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
