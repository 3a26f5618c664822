/** A mail server of the test: takes everything, unless it is told to refuse, and shows what it took. */
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  /** Lines of at most 76 characters are joined again. */
  readonly text: string;
}

export interface MailSink {
  /** For MAIL_URL. */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** Answers the next mails with this reply code, such as 451, before it takes one again. */
  refuse(times: number, code: number): void;
  /** The newest mail to the address whose subject has the word; waits for it. */
  mailTo(address: string, word: string): Promise<ReceivedMail>;
  close(): Promise<void>;
}

const LONGEST_WAIT_MS = 4_000;

export async function startMailSink(): Promise<MailSink> {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const refusal = { times: 0, code: 451 };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, refusal, (mail) => mails.push(mail));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const find = (address: string, word: string): ReceivedMail | undefined => mails.findLast(({ to, subject }) => to === address && subject.includes(word));
  return {
    url: `smtp://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    mails,
    refuse: (times, code) => Object.assign(refusal, { times, code }),
    mailTo: async (address, word) => {
      const giveUpAt = Date.now() + LONGEST_WAIT_MS;
      for (;;) {
        const found = find(address, word);
        if (found !== undefined) return found;
        if (Date.now() > giveUpAt) throw new Error(`No mail about ${word} came; there are: ${mails.map(({ subject }) => subject).join(', ')}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(socket: Socket, refusal: { times: number; readonly code: number }, take: (mail: ReceivedMail) => void): void {
  let [rest, to, body] = ['', '', null as string[] | null];
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const hear = (line: string): void => {
    if (body !== null) {
      if (line !== '.') {
        body.push(line.startsWith('.') ? line.slice(1) : line);
        return;
      }
      take({ to, ...parsed(body) });
      body = null;
      say('250 taken');
      return;
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'RCPT' && refusal.times > 0) {
      refusal.times -= 1;
      say(`${String(refusal.code)} not now`);
      return;
    }
    if (verb === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'DATA') body = [];
    if (verb === 'QUIT') socket.end('221 bye\r\n');
    else say(verb === 'DATA' ? '354 go on' : '250 fine');
  };
  say('220 sink');
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
}

function parsed(lines: readonly string[]): Omit<ReceivedMail, 'to'> {
  const empty = lines.indexOf('');
  const header = lines
    .slice(0, empty)
    .join('\n')
    .replaceAll(/\n[ \t]/g, ' ');
  const raw = lines.slice(empty + 1).join('\n');
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(header)?.[1] ?? '';
  return { subject: field('Subject'), text: field('Content-Transfer-Encoding') === 'quoted-printable' ? fromQuotedPrintable(raw) : raw };
}

const fromQuotedPrintable = (text: string): string =>
  Buffer.from(
    text.replaceAll('=\n', '').replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
