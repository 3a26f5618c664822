/** A document as one page that is readable without a script: title, headings, paragraphs and lists. */

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

const STYLE =
  ':root{color-scheme:light dark;background:Canvas;color:CanvasText}body{font:1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1.25rem}h1{line-height:1.2}h2{font-size:1.15rem;margin-top:2rem}';

export function documentPage(text: string, nonce: string): string {
  const [title, ...blocks] = blocksOf(text);
  const name = title?.kind === 'list' || title === undefined ? '' : escaped(title.text);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name} · LeadGen</title><style nonce="${nonce}">${STYLE}</style></head>
<body><main><h1>${name}</h1>
${blocks.map(htmlOf).join('\n')}
</main></body>
</html>
`;
}

function htmlOf(block: Heading | List): string {
  if (block.kind === 'list') return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
  return block.kind === 'heading' ? `<h2>${escaped(block.text)}</h2>` : `<p>${escaped(block.text)}</p>`;
}

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
