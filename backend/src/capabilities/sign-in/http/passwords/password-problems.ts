import type { PasswordFault } from '../../../../../../event-schemas/src/http/passwords';
import { HttpProblem } from '../../../../platform/http/http-problem';

const SENTENCES = {
  'known-leaked': 'This password was stolen elsewhere and is on the lists that are tried first.',
  'too-weak': 'This password is guessed too soon.',
} as const satisfies Record<PasswordFault, string>;

/** `pointer` is the body field that holds the new password. */
export const passwordRefused = (fault: PasswordFault, pointer: string): HttpProblem =>
  new HttpProblem({
    status: 422,
    type: 'password-refused',
    title: 'The password is not good enough',
    detail: 'Choose another one, such as four words that have nothing to do with each other or with you.',
    errors: [{ pointer, code: fault, message: SENTENCES[fault] }],
  });
