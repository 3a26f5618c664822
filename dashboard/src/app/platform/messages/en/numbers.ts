export const number = new Intl.NumberFormat('en-GB');

export const count = (value: number, one: string, many: string): string => `${number.format(value)} ${value === 1 ? one : many}`;
