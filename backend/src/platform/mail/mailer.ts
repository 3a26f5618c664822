/** Mail to a person, as plain text. */
export interface Outgoing {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Holds a right, such as a link that resets a password: never shown in the outbox, and worth nothing after a while. */
  readonly secret: boolean;
}

export abstract class Mailer {
  /**
   * Never waits for a mail server and never fails because of one. `sent`: taken, and tried again until a server takes it;
   * `kept`: no MAIL_URL is set, an owner finds it in the outbox; `dropped`: no MAIL_URL is set and the mail is secret.
   */
  abstract send(mail: Outgoing): Promise<'sent' | 'kept' | 'dropped'>;
}
