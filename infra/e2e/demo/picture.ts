import type { BrowserContext, Page } from 'playwright-core';

/** Pages side by side in one picture, as a person has them on the screen. */
export async function pictureOf(context: BrowserContext, pages: readonly Page[], file: string): Promise<void> {
  const shots = await Promise.all(pages.map((page) => page.screenshot()));
  const sizes = pages.map((page) => page.viewportSize() ?? { width: 0, height: 0 });
  const sheet = await context.newPage();
  await sheet.setViewportSize({ width: sizes.reduce((sum, size) => sum + size.width, 0), height: Math.max(...sizes.map((size) => size.height)) });
  const images = shots.map((shot) => `<img src="data:image/png;base64,${shot.toString('base64')}">`);
  await sheet.setContent(`<body style="margin:0;display:flex;align-items:flex-start">${images.join('')}</body>`);
  await sheet.screenshot({ path: file });
  await sheet.close();
}
