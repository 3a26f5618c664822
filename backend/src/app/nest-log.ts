import type { LoggerService } from '@nestjs/common';
import { faultFacts, type Log } from '../platform/observability/log';

/** What the framework itself has to say goes into the same log; its chatter at start only when asked for. */
export class NestLog implements LoggerService {
  constructor(private readonly out: Log) {}

  log(message: unknown, context?: unknown): void {
    this.out.debug({ context: nameOf(context) }, textOf(message));
  }
  debug(message: unknown, context?: unknown): void {
    this.out.trace({ context: nameOf(context) }, textOf(message));
  }
  verbose(message: unknown, context?: unknown): void {
    this.out.trace({ context: nameOf(context) }, textOf(message));
  }
  warn(message: unknown, context?: unknown): void {
    this.out.warn({ context: nameOf(context) }, textOf(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.out.error({ context: nameOf(rest.at(-1)), fault: faultFacts(message) }, textOf(message));
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.out.fatal({ context: nameOf(rest.at(-1)), fault: faultFacts(message) }, textOf(message));
  }
}

const nameOf = (context: unknown): string | undefined => (typeof context === 'string' ? context : undefined);
const textOf = (message: unknown): string => (typeof message === 'string' ? message : 'framework message');
