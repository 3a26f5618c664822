import { APP_BASE_HREF } from '@angular/common';
import {
  type ApplicationConfig,
  inject,
  provideBrowserGlobalErrorListeners,
  provideEnvironmentInitializer,
  provideZonelessChangeDetection,
} from '@angular/core';
import { provideRouter, TitleStrategy, withComponentInputBinding, withNavigationErrorHandler } from '@angular/router';
import { ThemeStore } from '../platform/theme/theme-store';
import { sayPageNotLoaded } from './page-not-loaded';
import { PageTitles } from './page-titles';
import { routes } from './routes';

export const applicationConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    // The pages name no base, so that markup which got in could not move it.
    { provide: APP_BASE_HREF, useValue: '/' },
    provideRouter(routes, withComponentInputBinding(), withNavigationErrorHandler(sayPageNotLoaded)),
    { provide: TitleStrategy, useClass: PageTitles },
    provideEnvironmentInitializer(() => inject(ThemeStore)),
  ],
};
