/** How often a value of the one list is below a value of the other: 0.5 when nothing tells them apart, 0 or 1 when everything does (Mann and Whitney). */
export const shareBelow = (ones: readonly number[], others: readonly number[]): number =>
  ones.flatMap((one) => others.map((other) => (one < other ? 1 : one === other ? 0.5 : 0))).reduce<number>((sum, each) => sum + each, 0) /
  (ones.length * others.length);
