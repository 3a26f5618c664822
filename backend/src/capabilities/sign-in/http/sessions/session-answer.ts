import type { Response } from 'express';
import type { AnySession } from '../../../../../../event-schemas/src/http/sign-in';
import { answerPosition } from '../../../../platform/http/position';
import type { OpenedSession } from '../../sessions/sessions';
import { setRefreshCookie } from './refresh-cookie';

/** The session in the body, its refresh token in the cookie; nothing may keep a copy. */
export function answerSession(response: Response, opened: OpenedSession): AnySession {
  setRefreshCookie(response, opened, opened.secureCookie);
  response.setHeader('Cache-Control', 'no-store');
  if (opened.position !== null) answerPosition(response, opened.position);
  return opened.session;
}
