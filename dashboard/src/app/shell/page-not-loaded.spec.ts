import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { provideRouter, Router, withNavigationErrorHandler } from '@angular/router';
import { wordsOf } from '../../testing/page-under-test';
import { until } from '../../testing/until';
import { sayPageNotLoaded } from './page-not-loaded';

async function follow(fault: Error): Promise<void> {
  const far = { path: 'far', loadComponent: () => Promise.reject(fault) };
  TestBed.configureTestingModule({
    providers: [
      provideZonelessChangeDetection(),
      provideRouter([far], withNavigationErrorHandler(sayPageNotLoaded)),
      { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
    ],
  });
  await expect(TestBed.inject(Router).navigateByUrl('/far')).rejects.toBe(fault);
}
const notice = (): Element | null => document.querySelector('mat-snack-bar-container');

describe('a link to a page whose code cannot be fetched', () => {
  it.each(['Failed to fetch dynamically imported module: http://localhost/chunk.js', 'Importing a module script failed.'])(
    'says that LeadGen cannot be reached: %s',
    async (words) => {
      await follow(new TypeError(words));
      await until('it is said', () => notice() !== null && wordsOf(document.body).includes('LeadGen cannot be reached'));
      expect(wordsOf(document.body)).toContain('LeadGen cannot be reached');
    },
  );

  it('does not blame the connection for a bug', async () => {
    await follow(new TypeError('x is undefined'));
    expect(notice()).toBeNull();
  });
});
