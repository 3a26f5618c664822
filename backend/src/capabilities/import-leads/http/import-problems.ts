import { HttpProblem, type ProblemFacts } from '../../../platform/http/http-problem';
import type { ImportRefusal } from '../commands/answers';

/** What each "no" of an import looks like from outside. */
const PROBLEMS: Readonly<Record<ImportRefusal, ProblemFacts>> = {
  ImportNotFound: { status: 404, type: 'not-found', title: 'Not found', detail: 'There is no such import in this workspace.' },
  ImportsPerDayReached: {
    status: 409,
    type: 'imports-per-day-reached',
    title: 'No more imports today',
    detail: 'This account has started as many imports today as its workspace allows; go on tomorrow (UTC), or ask an admin for a higher limit.',
  },
  ImportAlreadyStarted: {
    status: 409,
    type: 'import-already-started',
    title: 'The import has started',
    detail: 'This import was started before; go on with its pages.',
  },
  ImportAlreadyFinished: {
    status: 409,
    type: 'import-already-finished',
    title: 'The import has ended',
    detail: 'This import was completed, cancelled or given up; start a new one for more pages.',
  },
  GestureDoesNotMatch: {
    status: 422,
    type: 'gesture-does-not-match',
    title: 'The page belongs to another click',
    detail: 'The gestureId must be the one with which the import was started; start a new import with a click.',
    errors: [{ pointer: '/gestureId', code: 'gesture-of-import', message: 'This field must be the gestureId of the import.' }],
  },
  PageAlreadyRecorded: {
    status: 409,
    type: 'page-already-recorded',
    title: 'The page was recorded before',
    detail: 'Another request has recorded this pageNumber; give the next capture the next number.',
    errors: [{ pointer: '/pageNumber', code: 'unused-page-number', message: 'This field must be a number that the import has not used.' }],
  },
  PageNotOpened: { status: 409, type: 'page-not-opened', title: 'The page is not open', detail: 'This page was never opened; send it again.' },
  SeenDoesNotAddUp: {
    status: 422,
    type: 'seen-does-not-add-up',
    title: 'The counts do not add up',
    detail: 'The rows seen must be the rows sent plus the rows left out; count them again.',
    errors: [{ pointer: '/seen', code: 'sum-of-rows', message: 'This field must be the number of rows plus the sum of the refused counts.' }],
  },
};

export const problemOf = (reason: ImportRefusal): HttpProblem => new HttpProblem(PROBLEMS[reason]);

/** Of `@Refuses`: several reasons at once. */
export const problemsOf = (...reasons: readonly ImportRefusal[]): readonly HttpProblem[] => reasons.map(problemOf);
