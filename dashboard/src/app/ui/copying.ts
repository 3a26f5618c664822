import { inject, Injectable } from '@angular/core';
import { messages } from '../platform/messages/messages';
import { Notices } from './notices';

/** Puts a text into the clipboard and says so. */
@Injectable({ providedIn: 'root' })
export class Copying {
  private readonly notices = inject(Notices);

  /** `otherwise` says what to do where the browser does not allow it. */
  async copy(text: string, otherwise: string = messages.states.copyFailed): Promise<void> {
    try {
      // Not there at all on an address that is neither https nor this machine.
      await navigator.clipboard.writeText(text);
      this.notices.say(messages.states.copied);
    } catch {
      this.notices.say(otherwise);
    }
  }
}
