import type { Transporter } from 'nodemailer';
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
  const server = new URL(url);
  let transport: Promise<Transporter> | null = null;
  return async ({ to, subject, text }) => {
    transport ??= transportTo(server);
    const opened = await transport;
    await opened.sendMail({ from, to: { name: '', address: to }, subject, text });
  };
}

async function transportTo({ protocol, hostname, port, username, password }: URL): Promise<Transporter> {
  // Loaded with the first mail: many installations never send one, and it takes several megabytes in each process.
  const { createTransport } = await import('nodemailer');
  const secure = protocol === 'smtps:';
  return createTransport({
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
}

/** The server said a lasting no (5xx): trying again will not help. */
export const isLasting = (error: unknown): boolean => Number((error as { responseCode?: unknown } | null)?.responseCode) >= 500;
