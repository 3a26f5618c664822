/** A document as one page that is readable without a script: title, headings, paragraphs and lists. */
import { escaped, plainPage } from '../../../platform/http/plain-page';

export interface Heading {
  readonly kind: 'heading' | 'paragraph';
  readonly text: string;
}
export interface List {
  readonly kind: 'list';
  readonly items: readonly string[];
}

/** Blocks are parted by empty lines; `1. Scope` alone in a block is a heading, lines after `•` are a list. */
export function blocksOf(text: string): readonly (Heading | List)[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      if (block.trimStart().startsWith('•')) return { kind: 'list', items: block.split('•').slice(1).map(inOneLine) };
      const line = inOneLine(block);
      return { kind: /^\d+\. /.test(line) ? 'heading' : 'paragraph', text: line };
    });
}

export function documentPage(text: string, nonce: string): string {
  const [title, ...blocks] = blocksOf(text);
  return plainPage(title?.kind === 'list' || title === undefined ? '' : title.text, blocks.map(htmlOf).join('\n'), nonce);
}

function htmlOf(block: Heading | List): string {
  if (block.kind === 'list') return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
  return block.kind === 'heading' ? `<h2>${escaped(block.text)}</h2>` : `<p>${escaped(block.text)}</p>`;
}

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
