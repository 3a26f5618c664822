import { Inject, Injectable, UseInterceptors, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { concatMap, type Observable } from 'rxjs';
import { factsOf } from '../../../../platform/http/request-facts';
import { LOG, faultFacts, type Log } from '../../../../platform/observability/log';
import { EndFormerSessionCommand } from '../../commands/end-former-session';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../../sign-in-options';
import { refreshCookie } from './refresh-cookie';

/** Ends what the cookie stood for when the answer replaces it: nobody could end that session from its browser any more. */
@Injectable()
class FormerSession implements NestInterceptor {
  constructor(
    private readonly commands: CommandBus,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
    @Inject(LOG) private readonly log: Log,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const former = refreshCookie(request, this.options.secureCookie);
    if (former === null) return next.handle();
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        const signedIn = http.getResponse<Response>().getHeader('Set-Cookie') !== undefined;
        if (signedIn) await this.end(former, request);
        return answer;
      }),
    );
  }

  /** Somebody is signed in by now: what goes wrong with the session before must not hide that. */
  private async end(former: string, request: Request): Promise<void> {
    const facts = factsOf(request);
    try {
      await this.commands.execute(new EndFormerSessionCommand(former, facts));
    } catch (error) {
      this.log.error({ requestId: facts.correlationId, fault: faultFacts(error) }, 'former session not ended');
    }
  }
}

/** For the ways in: the session that the same browser still had is over with the new one. */
export const ReplacesSession = (): MethodDecorator => UseInterceptors(FormerSession);
