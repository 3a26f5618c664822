/** The walk through the OWASP ASVS says something about every requirement, and what it points at is there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { auditFaults, type Repository } from './security-audit';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(path.join(root, file)));
/** As they are named in a link. */
const headings = (page: string): readonly string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );

describe('infra/docs/security/asvs.md', () => {
  it('goes through every requirement of level 1 and 2 once, with files and tests that exist and sums that are right', () => {
    expect(auditFaults(read('infra/docs/security/asvs.md'), read('infra/tooling/asvs-5.0.0.txt'), { files, read })).toEqual([]);
  });

  it('links, like the pages beside it, to pages and headings that exist', () => {
    const pages = files.filter((file) => file.startsWith('infra/docs/security/') && file.endsWith('.md'));
    const links = pages.flatMap((page) => [...read(page).matchAll(/\]\(([^):]+)\)/g)].map(([, link = '']) => path.join(path.dirname(page), link)));
    const broken = links.filter((link) => {
      const [page = '', heading] = link.split('#');
      return !existsSync(path.join(root, page)) || (heading !== undefined && !headings(page).includes(heading));
    });
    expect(links.length).toBeGreaterThan(20);
    expect(broken).toEqual([]);
  });
});

describe('a walk through the requirements', () => {
  const ids = '1.1.1 2\n1.2.1 1\n';
  const repository: Repository = { files: ['a/one.spec.ts', 'a/two.ts', 'b/two.ts'], read: () => "it('does a thing', () => {" };
  const sums = '| V1 Encoding | 1 | 0 | 1 |\n| All | 1 | 0 | 1 |\n';
  const met = '| 1.1.1 | 2 | met | Shown by `one.spec.ts` “does a thing”. |\n';
  const open = '| 1.2.1 | 1 | open | Nobody has begun. |\n';

  it('is without fault when it is whole', () => expect(auditFaults(sums + met + open, ids, repository)).toEqual([]));

  it.each([
    ['a requirement that is left out', '| V1 Encoding | 1 | 0 | 0 |\n| All | 1 | 0 | 0 |\n' + met, '1.2.1 1 is missing.'],
    ['one that is there twice', sums + met + open + open, '1.2.1 1 is there twice or is none.'],
    ['one that does not exist', sums + met + open.replace('1.2.1', '1.9.9'), '1.9.9 1 is there twice or is none.'],
    ['another level', sums + met.replace('| 2 |', '| 1 |') + open, '1.1.1 2 is missing.'],
    ['a state of its own', sums + met + open.replace('open', 'nearly'), '1.2.1 is neither met nor not applicable nor open.'],
    ['no reason', sums + met + open.replace('Nobody has begun.', 'Open.'), '1.2.1 does not say why.'],
    ['no file', sums + met.replace('`one.spec.ts` “does a thing”', 'nothing at all') + open, '1.1.1 is met but names no file.'],
    ['a file that is not there', sums + met.replace('one.spec', 'three.spec') + open, '1.1.1 names three.spec.ts, which is no file.'],
    ['a file that could be two', sums + met.replace('one.spec', 'two') + open, '1.1.1 names two.ts, which is more than one.'],
    ['a test that is not there', sums + met.replace('does a', 'undoes a') + open, '1.1.1 quotes “undoes a thing”, which is not in a/one.spec.ts.'],
    ['wrong sums', sums.replace('| All | 1', '| All | 2') + met + open, 'The sums of All are 1 0 1.'],
  ])('is faulted for %s', (_what, page, fault) => expect(auditFaults(page, ids, repository)).toContain(fault));
});
