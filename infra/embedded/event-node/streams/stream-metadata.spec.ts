import { NO_METADATA, describedStream, isSoftDeleted, parseMetadata, softDeletion, withTruncateBefore } from './stream-metadata';

describe('parsing metadata', () => {
  it('reads limits, truncation and age', () => {
    expect(parseMetadata('{"$maxAge":60,"$maxCount":5,"$tb":7,"colour":"green"}')).toEqual({ maxAge: 60, maxCount: 5, truncateBefore: 7 });
  });

  it.each(['', 'no json', '[]', '5', 'null', '{"$maxCount":"5","$tb":"x","$maxAge":-1}'])('takes %j for no metadata', (json) => {
    expect(parseMetadata(json)).toEqual(NO_METADATA);
  });

  it('tells a soft deletion from a number that only looks like it to JavaScript', () => {
    expect(isSoftDeleted(parseMetadata(softDeletion()))).toBe(true);
    expect(isSoftDeleted(parseMetadata('{"$tb":9223372036854775806}'))).toBe(false);
    expect(isSoftDeleted(parseMetadata('{"x":{"$tb":1},"$tb" : 9223372036854775807 }'))).toBe(true);
  });

  it.each(['9223372036854775808', '9'.repeat(1000), '1e400', '1.5', '0.'.padEnd(1000, '1'), `-${'9'.repeat(1000)}`])(
    'takes %s for no number of 64 bits',
    (number) => {
      expect(parseMetadata(`{"$maxAge":${number},"$maxCount":${number},"$tb":${number}}`)).toEqual(NO_METADATA);
    },
  );
});

describe('bringing a stream back', () => {
  it.each([
    ['{"$tb":9223372036854775807}', '{"$tb":4}'],
    ['{"a":9007199254740993,"$tb": 9223372036854775807, "b":"$tb"}', '{"a":9007199254740993,"$tb": 4, "b":"$tb"}'],
    ['{"inner":{"$tb":1},"text":"\\"$tb\\":5"}', '{"$tb":4,"inner":{"$tb":1},"text":"\\"$tb\\":5"}'],
    ['{}', '{"$tb":4}'],
    ['not json', '{"$tb":4}'],
  ])('changes nothing of %s but the truncation', (before, after) => {
    expect(withTruncateBefore(before, 4)).toBe(after);
  });
});

it('knows which stream a metadata stream describes', () => {
  expect([describedStream('$$a-1'), describedStream('a-1'), describedStream('$$'), describedStream('$$$x')]).toEqual(['a-1', null, null, '$x']);
});
