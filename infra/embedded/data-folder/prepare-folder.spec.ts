import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartFailure } from '../start-failure';
import { prepareFolder } from './prepare-folder';

describe('prepareFolder', () => {
  let parent = '';
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'leadgen-prepare-'));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  it('makes the folder for its owner only and answers its absolute path', () => {
    const folder = join(parent, 'a', 'b');
    expect(prepareFolder(folder)).toBe(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('refuses a place where no folder can be', () => {
    writeFileSync(join(parent, 'file'), '');
    const folder = join(parent, 'file', 'data');
    expect(() => prepareFolder(folder)).toThrow(
      new StartFailure(`The data folder ${folder} cannot be written (ENOTDIR); make it writable for this user, or set LEADGEN_DATA_DIR to another folder.`),
    );
  });

  it('refuses a folder that may be read but not written', () => {
    // Not even root may write here.
    const folder = '/proc/self';
    expect(existsSync(folder)).toBe(true);
    expect(() => prepareFolder(folder)).toThrow(
      /^The data folder \/proc\/self cannot be written \([A-Z]+\); make it writable for this user, or set LEADGEN_DATA_DIR to another folder\.$/,
    );
  });

  it('refuses a file system that takes no folders', () => {
    expect(() => prepareFolder('/proc/leadgen/data')).toThrow(/^The data folder \/proc\/leadgen\/data cannot be written \(ENOENT\); /);
  });

  it('refuses a disk with too little room', () => {
    expect(() => prepareFolder(parent, Number.MAX_SAFE_INTEGER)).toThrow(
      /^The disk of the data folder \S+ has \d+ MB left, but LeadGen needs 8589934591 MB; free some space or set LEADGEN_DATA_DIR to a folder on another disk\.$/,
    );
  });
});
