/** Searches files for values as bytes, in every encoding in which they could have come to stand there. */
import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';

export interface Hit {
  readonly needle: string;
  readonly file: string;
  readonly encoding: string;
}

/** The part of the base64 text that does not depend on what stands before or after, for each of the three alignments. */
function base64Forms(needle: string): string[] {
  const bytes = Buffer.from(needle);
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const firstWhole = offset === 0 ? 0 : offset + 1;
    const cut = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    return text.slice(firstWhole, text.length - cut);
  });
}

const utf16be = (needle: string): Buffer => Buffer.from(needle, 'utf16le').swap16();

/** Encoding and bytes of every form of the needle. */
function formsOf(needle: string): readonly (readonly [string, Buffer])[] {
  const base64 = base64Forms(needle);
  return [
    ['utf-8', Buffer.from(needle)],
    ['utf-16le', Buffer.from(needle, 'utf16le')],
    ['utf-16be', utf16be(needle)],
    ['hex', Buffer.from(Buffer.from(needle).toString('hex'))],
    ['uri', Buffer.from(encodeURIComponent(needle))],
    ...base64.map((text): [string, Buffer] => ['base64', Buffer.from(text)]),
    ...base64.map((text): [string, Buffer] => ['base64url', Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_'))]),
  ];
}

export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** Every needle that stands in one of the files, with the encoding in which it was found. */
export async function searchBytes(files: readonly string[], needles: readonly string[]): Promise<Hit[]> {
  const forms = needles.flatMap((needle) => formsOf(needle).map(([encoding, bytes]) => ({ needle, encoding, bytes })));
  const overlap = Math.max(...forms.map(({ bytes }) => bytes.length)) - 1;
  const hits = new Map<string, Hit>();
  for (const file of files) {
    let carried = Buffer.alloc(0);
    for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 })) {
      const window = Buffer.concat([carried, chunk as Buffer]);
      for (const { needle, encoding, bytes } of forms) if (window.includes(bytes)) hits.set(`${needle}|${file}|${encoding}`, { needle, file, encoding });
      carried = window.subarray(Math.max(0, window.length - overlap));
    }
  }
  return [...hits.values()];
}
