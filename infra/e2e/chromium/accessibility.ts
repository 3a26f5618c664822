/** What axe finds on a page that is shown; it runs inside the page, so our policy against foreign scripts stays as it is. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const WIDTHS = [1440, 390];
const OVERLAY = '.cdk-overlay-container';

/** Colours change within a frame even where motion is not wanted, and on a busy machine not all of them in the same one. */
const UNTIL_DRAWN = `new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  .then(() => document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity))
  .then((changes) => Promise.allSettled(changes.map(({ finished }) => finished)))
  .then(() => undefined)`;

/** Waits until the page has a heading and nothing on it is still loading. */
export async function untilShown(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('lg-skeleton-lines').first().waitFor({ state: 'detached' });
}

/** What axe finds wrong with the page as it stands, wide and narrow, light and dark; none is an empty list. */
export const barriers = (page: Page): Promise<readonly string[]> => inAllLooks(page, (axe) => axe);

/** As barriers, for the open menu or dialog. It hangs at the end of the document, beside the landmarks. */
export const barriersOfOverlay = (page: Page): Promise<readonly string[]> => inAllLooks(page, (axe) => axe.include(OVERLAY).disableRules('region'));

async function inAllLooks(page: Page, narrow: (axe: AxeBuilder) => AxeBuilder): Promise<readonly string[]> {
  const found: string[] = [];
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(UNTIL_DRAWN);
      // Without frames of others, axe needs no second page to put its findings together.
      // What holds need not be told, which is most of its work on a long page.
      const axe = narrow(new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }));
      // Dark differs from light in colours only.
      const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze();
      const place = `${new URL(page.url()).pathname}, ${String(width)} px, ${colorScheme}`;
      for (const { id, nodes } of violations) found.push(...nodes.map(({ html, failureSummary }) => `${place}: ${id}: ${html}: ${failureSummary ?? ''}`));
    }
  }
  // Whoever goes on with the page finds it as it was.
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before !== null) await page.setViewportSize(before);
  return found;
}
