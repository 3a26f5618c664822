import { blocksOf, documentPage } from './document-page';
import { DOCUMENTS, textOf } from './documents';

describe('a document', () => {
  it('is read as title, headings, paragraphs and lists', () => {
    expect(blocksOf('Terms\n\nTo be\nread.\n\n1. Scope\n\n• One\n  goes on\n• Two\n')).toEqual([
      { kind: 'paragraph', text: 'Terms' },
      { kind: 'paragraph', text: 'To be read.' },
      { kind: 'heading', text: '1. Scope' },
      { kind: 'list', items: ['One goes on', 'Two'] },
    ]);
  });

  it('becomes a page that carries its nonce and no markup of its text', () => {
    const page = documentPage('A & <b>\n\n1. Scope\n\n• <i>', 'abc');
    expect(page).toContain('<style nonce="abc">');
    expect(page).toContain('<h1>A &amp; &lt;b&gt;</h1>\n<h2>1. Scope</h2>\n<ul><li>&lt;i&gt;</li></ul>');
  });

  it.each(DOCUMENTS.map(({ document }) => document))('has a text with headings: %s', (document) => {
    const headings = blocksOf(textOf(document) ?? '').filter(({ kind }) => kind === 'heading');
    expect(headings.length).toBeGreaterThan(4);
  });

  it('is none under any other name', () => {
    expect([textOf('imprint'), textOf('toString'), textOf('__proto__')]).toEqual([null, null, null]);
  });
});
