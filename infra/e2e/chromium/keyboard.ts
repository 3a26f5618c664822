/** How somebody without a mouse gets about. */
import type { Locator, Page } from 'playwright-core';

const MOST_STEPS = 60;

/** What is needed of an element of the page; the types of a browser are not known on this side. */
interface Drawn {
  readonly ownerDocument: { readonly defaultView: { getComputedStyle(element: Drawn): { readonly outlineStyle: string; readonly outlineWidth: string } } };
}

/** Walks with Tab to a control, unless the focus is there already. Fails when it cannot be reached, or when no ring shows that the focus is there. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  const focused = control.and(page.locator(':focus'));
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if ((await focused.count()) === 0) {
      await page.keyboard.press('Tab');
      continue;
    }
    const { style, width } = await control.evaluate((element: Drawn) => {
      const { outlineStyle, outlineWidth } = element.ownerDocument.defaultView.getComputedStyle(element);
      return { style: outlineStyle, width: Number.parseFloat(outlineWidth) };
    });
    if (style !== 'none' && width >= 1) return;
    // A dialog that has just opened may have taken the focus to its first field.
    if ((await focused.count()) > 0) throw new Error(`Nothing shows that the focus is on ${control.toString()}`);
  }
  throw new Error(`${String(MOST_STEPS)} presses of Tab do not lead to ${control.toString()}`);
}

/** Takes the place of what stands in the field. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

export async function pressOn(page: Page, control: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press(key);
}
