import { createTransport } from 'nodemailer';
import type { Outgoing } from './mailer';

export interface MailServer {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string;
  /** Sender, such as `LeadGen <leads@example.com>`. */
  readonly from: string;
}

export type Deliver = (mail: Outgoing) => Promise<void>;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Speaks SMTP; never in clear to another machine. Rejects with the error of the server, whose message may hold the address. */
export function smtp({ url, from }: MailServer): Deliver {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !LOOPBACK.has(hostname),
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text }) => {
    await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
  };
}

/** The server said a lasting no (5xx): trying again will not help. */
export const isLasting = (error: unknown): boolean => Number((error as { responseCode?: unknown } | null)?.responseCode) >= 500;
