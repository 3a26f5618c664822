import { inject } from '@angular/core';
import type { NavigationError } from '@angular/router';
import { messages } from '../platform/messages/messages';
import { Notices } from '../ui/notices';

/** How Chromium and Firefox, and then Safari, call the code of a page that could not be fetched. */
const NOT_FETCHED = /dynamically imported module|Importing a module script failed/;

/** Says why a link leads nowhere: the code of its page comes from a server that does not answer. Everything else is a bug and goes its way. */
export function sayPageNotLoaded({ error }: NavigationError): void {
  if (error instanceof TypeError && NOT_FETCHED.test(error.message)) inject(Notices).say(messages.shell.pageNotLoaded);
}
