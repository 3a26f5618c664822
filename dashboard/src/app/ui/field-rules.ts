import { type ValidationErrors, type ValidatorFn, Validators } from '@angular/forms';
import { messages } from '../platform/messages/messages';

/** The bounds of the server, so that most people learn of them before sending. */
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 128;
export const LONGEST_WORKSPACE_NAME = 120;

export const filled: ValidatorFn = (control) => Validators.required(control);
export const emailAddress: ValidatorFn = (control) => Validators.email(control);
export const passwordLength: readonly ValidatorFn[] = [Validators.minLength(SHORTEST_PASSWORD), Validators.maxLength(LONGEST_PASSWORD)];
export const workspaceName: readonly ValidatorFn[] = [filled, Validators.pattern(/\S/), Validators.maxLength(LONGEST_WORKSPACE_NAME)];

/** What to say about the name of a workspace; null when it may be sent. */
export function wrongWorkspaceName(errors: ValidationErrors | null): string | null {
  if (errors === null) return null;
  return 'maxlength' in errors ? messages.settings.tooLong(LONGEST_WORKSPACE_NAME) : messages.setUp.missingWorkspace;
}
