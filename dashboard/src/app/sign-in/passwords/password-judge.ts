/** Loaded when the first new password is typed: the word lists are larger than everything else on the page. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import { consistsOf, ownWords, PASSWORD_RULES, type PasswordFault } from '../../../../../event-schemas/src/http/passwords';

const HIGHEST_SCORE = 4;
const judge = new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs, ...PASSWORD_RULES.judging });
const stolen = new Set(common['passwords-common']);

/** As the server judges, which has the last word. */
export function verdictOn(password: string, words: readonly string[]): PasswordFault | 'good' | 'very-good' {
  const own = ownWords(words);
  if (consistsOf(own, password)) return 'too-weak';
  const known = password.normalize('NFKC');
  if (stolen.has(known.toLowerCase())) return 'known-leaked';
  const { score } = judge.check(known, own);
  if (score < PASSWORD_RULES.leastScore) return 'too-weak';
  return score === HIGHEST_SCORE ? 'very-good' : 'good';
}
