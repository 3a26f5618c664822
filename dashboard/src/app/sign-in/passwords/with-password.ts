import type { MatDialog } from '@angular/material/dialog';
import type { PasswordProof } from '../../../../../event-schemas/src/http/accounts';
import { refusalOf } from '../../platform/api/api-fault';
import { messages } from '../../platform/messages/messages';
import { type Prompt, prompted } from '../../ui/prompt-dialog';

/** Asks for the password of the account and does the work with it; null when the person gave it up. */
export async function withPassword<T>(
  dialog: MatDialog,
  words: Pick<Prompt, 'heading' | 'sentence' | 'warning' | 'confirm' | 'danger'>,
  work: (proof: PasswordProof) => Promise<T>,
): Promise<T | null> {
  const done: T[] = [];
  await prompted(dialog, {
    ...words,
    label: messages.account.ownPassword,
    kind: 'password',
    longest: 128,
    keep: messages.states.cancel,
    missing: messages.signIn.missingPassword,
    submit: (password) => refusalOf(async () => done.push(await work({ password }))),
  });
  return done[0] ?? null;
}
