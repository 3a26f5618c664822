import { type ValidatorFn, Validators } from '@angular/forms';

export const filled: ValidatorFn = (control) => Validators.required(control);
export const emailAddress: ValidatorFn = (control) => Validators.email(control);
/** The bounds of the server, so that most people learn of them before sending. */
export const passwordLength: readonly ValidatorFn[] = [Validators.minLength(12), Validators.maxLength(128)];
