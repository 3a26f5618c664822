import { afterNextRender, ChangeDetectionStrategy, Component, type ElementRef, inject, input, viewChild } from '@angular/core';
import { Router } from '@angular/router';

/** Title of a page, an optional sentence below it, and what stands on the right. Takes the focus after a navigation, as a page load would. */
@Component({
  selector: 'lg-page-heading',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="words">
      <div class="line">
        <h1 #title tabindex="-1">{{ heading() }}</h1>
        <ng-content select="[beside]" />
      </div>
      @if (lead(); as sentence) {
        <p class="soft">{{ sentence }}</p>
      }
      <ng-content select="[below]" />
    </div>
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-end;
      justify-content: space-between;
      gap: 12px 24px;
    }
    .words {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 6px;
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 14px;
      min-width: 0;
    }
    .actions:empty {
      display: none;
    }
  `,
})
export class PageHeading {
  readonly heading = input.required<string>();
  readonly lead = input<string | null>(null);
  private readonly element = viewChild.required<ElementRef<HTMLElement>>('title');

  constructor() {
    const router = inject(Router);
    const navigation = router.currentNavigation() ?? router.lastSuccessfulNavigation();
    const firstPage = navigation === null || navigation.id === 1;
    afterNextRender(() => {
      if (!firstPage) this.element().nativeElement.focus({ preventScroll: true });
    });
  }
}
