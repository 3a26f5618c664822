import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { ChangeDetectionStrategy, Component, DestroyRef, ElementRef, inject, input, output, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LeadRow, LeadSort } from '../../../../event-schemas/src/http/maintain-leads';
import { messages } from '../platform/messages/messages';
import { Initials } from '../ui/initials';
import { When } from '../ui/when';
import { SortHeading } from './sort-heading';

const NARROW = '(max-width: 719px)';
/** Rows that remain below the visible ones when the next page is asked for. */
const AHEAD = 30;

/** Only the rows in sight are in the document, however many there are. Arrow keys walk through all of them. */
@Component({
  selector: 'lg-lead-table',
  imports: [CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport, Initials, RouterLink, SortHeading, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './lead-table.html',
  styleUrl: './lead-table.scss',
})
export class LeadTable {
  readonly rows = input.required<readonly LeadRow[]>();
  readonly order = input.required<LeadSort>();
  /** Personal fields are masked, so nothing sorts by them. */
  readonly masked = input(false);
  readonly complete = input.required<boolean>();
  readonly loadingMore = input.required<boolean>();
  readonly sorted = output<LeadSort>();
  readonly nearEnd = output();
  /** Index of the first row in sight. */
  readonly moved = output<number>();
  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly narrow = matchMedia(NARROW);
  protected readonly t = messages;
  protected readonly rowHeight = signal(this.narrow.matches ? 84 : 60);
  protected readonly active = signal(0);
  protected readonly byId = (_index: number, { id }: LeadRow): string => id;

  constructor() {
    const measure = (): void => this.rowHeight.set(this.narrow.matches ? 84 : 60);
    this.narrow.addEventListener('change', measure);
    inject(DestroyRef).onDestroy(() => this.narrow.removeEventListener('change', measure));
  }

  toRow(index: number): void {
    this.viewport().scrollToIndex(index);
  }

  protected scrolled(firstVisible: number): void {
    this.moved.emit(firstVisible);
    const visible = Math.ceil(this.viewport().getViewportSize() / this.rowHeight());
    if (firstVisible + visible + AHEAD >= this.rows().length) this.nearEnd.emit();
  }

  protected walk(event: KeyboardEvent, index: number): void {
    const page = Math.max(1, Math.floor(this.viewport().getViewportSize() / this.rowHeight()) - 1);
    const last = this.rows().length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.focusRow(Math.min(last, Math.max(0, target)));
  }

  /** The row may have to be brought into the document first. */
  private focusRow(index: number): void {
    this.active.set(index);
    const viewport = this.viewport();
    const top = index * this.rowHeight();
    const from = viewport.measureScrollOffset();
    const size = viewport.getViewportSize();
    if (top < from) viewport.scrollToOffset(top);
    else if (top + this.rowHeight() > from + size) viewport.scrollToOffset(top + this.rowHeight() - size);
    const focus = (tries: number): void => {
      const link = this.element.querySelector<HTMLElement>(`[data-row="${String(index)}"]`);
      if (link !== null) link.focus({ preventScroll: true });
      else if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
    };
    requestAnimationFrame(() => focus(10));
  }
}
