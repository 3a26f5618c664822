// Put into a results page by a click in the panel. Answers one question and leaves nothing behind.
import { capture } from '../import-leads/page-reader/capture';
import { layoutGeometry } from '../import-leads/page-reader/page-source';
import { isPageQuestion, type PageAnswer } from '../import-leads/page-question';
import { answerOnce } from '../platform/browser/page-link';

/** Two redraws and a little: a page that recycles its rows has moved by then. */
const SETTLE_MS = 120;

answerOnce(async (question): Promise<PageAnswer | null> => {
  if (!isPageQuestion(question)) return null;
  const reading = await capture({
    source: () => ({ document, address: location.href, geometry: layoutGeometry }),
    settle: () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS)),
    tabIsVisible: () => document.visibilityState === 'visible',
  });
  return { gestureId: question.gestureId, reading };
});
