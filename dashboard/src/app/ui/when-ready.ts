import { NgTemplateOutlet } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  Directive,
  inject,
  Injector,
  input,
  type OnInit,
  type Signal,
  TemplateRef,
  ViewContainerRef,
} from '@angular/core';
import type { Loaded } from '../platform/loading/loader';
import { ProblemCard } from './problem-card';
import { SkeletonLines } from './skeleton-lines';
import { StaleNote } from './stale-note';

interface Loading<T> {
  readonly state: Signal<Loaded<T>>;
  readonly refresh: (afterPosition: null) => unknown;
}

/**
 * Shows its template with a value of the server once that has come: grey lines before, a problem with a way to try again instead, a note
 * above what could not be refreshed. `*lgWhenReady="loaded; let members; lines: 3"`
 */
@Directive({ selector: '[lgWhenReady]' })
export class WhenReady<T> implements OnInit {
  readonly of = input.required<Loading<T>>({ alias: 'lgWhenReady' });
  readonly lines = input(4, { alias: 'lgWhenReadyLines' });
  readonly rowHeight = input(60, { alias: 'lgWhenReadyRowHeight' });
  /** Where a card stands around it already. */
  readonly bare = input(false, { alias: 'lgWhenReadyBare' });
  /** Names the page where its heading is part of the template. */
  readonly page = input<string | null>(null, { alias: 'lgWhenReadyPage' });
  /** In place of the server's words for what is not there. */
  readonly missing = input<string | null>(null, { alias: 'lgWhenReadyMissing' });
  readonly template = inject<TemplateRef<{ readonly $implicit: T }>>(TemplateRef);

  private readonly place = inject(ViewContainerRef);
  private readonly injector = inject(Injector);

  ngOnInit(): void {
    this.place.createComponent(LoadState, { injector: this.injector });
  }

  static ngTemplateContextGuard<T>(_directive: WhenReady<T>, _context: unknown): _context is { readonly $implicit: T } {
    return true;
  }
}

/** Made by the directive above, beside its template. */
@Component({
  selector: 'lg-load-state',
  imports: [NgTemplateOutlet, ProblemCard, SkeletonLines, StaleNote],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @let now = state();
    @switch (now.status) {
      @case ('loading') {
        @if (asked.page(); as name) {
          <h1 class="visually-hidden">{{ name }}</h1>
        }
        <div [class.card]="!asked.bare()"><lg-skeleton-lines [lines]="asked.lines()" [rowHeight]="asked.rowHeight()" /></div>
      }
      @case ('failed') {
        @let missing = now.problem.status === 404 ? asked.missing() : null;
        <div [class.card]="!asked.bare()">
          <lg-problem-card
            [main]="asked.page() !== null"
            [problem]="now.problem"
            [heading]="missing"
            [retryable]="missing === null"
            (retry)="asked.of().refresh(null)"
          />
        </div>
      }
      @case ('ready') {
        <lg-stale-note [problem]="now.stale" (retry)="asked.of().refresh(null)" />
        <ng-container *ngTemplateOutlet="asked.template; context: { $implicit: now.value }" />
      }
    }
  `,
  // In the layout of the page as if it were not there.
  styles: `
    :host {
      display: contents;
    }
  `,
})
class LoadState {
  protected readonly asked = inject<WhenReady<unknown>>(WhenReady);
  protected readonly state = computed(() => this.asked.of().state());
}
