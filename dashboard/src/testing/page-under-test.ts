import { provideZonelessChangeDetection, type Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { MemberRole } from '../../../event-schemas/src/http/members';
import { LIVE_TIMES } from '../app/platform/live/live-updates';
import { SessionStore } from '../app/platform/api/session-store';
import { type ScriptedServer, session } from './scripted-server';
import { until } from './until';

export interface PageUnderTest {
  readonly element: HTMLElement;
  readonly text: () => string;
  /** Waits until the words are on the page. */
  readonly shows: (words: string) => Promise<void>;
  readonly find: <E extends HTMLElement = HTMLElement>(selector: string) => E;
}

/** The words on the page in reading order, a single space between any two pieces. */
export function wordsOf(element: Node): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const pieces: string[] = [];
  while (walker.nextNode() !== null) pieces.push(walker.currentNode.textContent ?? '');
  return pieces.join(' ').replace(/\s+/g, ' ').trim();
}

/** Shows a page at an address for a signed-in person, the scripted server behind it; inside another component where one is given. */
export async function showPage(
  page: Type<unknown>,
  path: string,
  address: string,
  server: ScriptedServer,
  role: MemberRole = 'owner',
  around: Type<unknown> | null = null,
): Promise<PageUnderTest> {
  TestBed.configureTestingModule({
    providers: [
      provideZonelessChangeDetection(),
      provideRouter(
        [around === null ? { path, component: page } : { path: '', component: around, children: [{ path, component: page }] }, { path: '**', children: [] }],
        withComponentInputBinding(),
      ),
      { provide: LIVE_TIMES, useValue: { firstWaitMs: 5, longestWaitMs: 20, refusedWaitMs: 20, silenceMs: 60_000 } },
      // jsdom never ends an animation.
      { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      server.provide(),
    ],
  });
  const { workspace, ...rest } = session();
  TestBed.inject(SessionStore).begin({ ...rest, workspace: { ...workspace, role } });
  const harness = await RouterTestingHarness.create(address);
  const element = harness.routeNativeElement;
  if (element === null) throw new Error(`No page at ${address}.`);
  const text = (): string => wordsOf(element);
  return {
    element,
    text,
    shows: (words) =>
      until(
        () => `the page shows "${words}"; it shows "${text()}"`,
        () => text().includes(words),
      ),
    find: <E extends HTMLElement>(selector: string): E => {
      const found = document.querySelector<E>(selector);
      if (found === null) throw new Error(`Nothing on the page matches ${selector}.`);
      return found;
    },
  };
}
