import { type ValidatorFn, Validators } from '@angular/forms';

/** The bounds of the server, so that most people learn of them before sending. */
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 128;

export const filled: ValidatorFn = (control) => Validators.required(control);
export const emailAddress: ValidatorFn = (control) => Validators.email(control);
export const passwordLength: readonly ValidatorFn[] = [Validators.minLength(SHORTEST_PASSWORD), Validators.maxLength(LONGEST_PASSWORD)];
