import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  Injector,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { LeadRow, LeadSort } from '../../../../event-schemas/src/http/maintain-leads';
import { OwnPermissions } from '../platform/api/own-permissions';
import { SessionStore } from '../platform/api/session-store';
import { CursorList } from '../platform/loading/cursor-list';
import { onTopics } from '../platform/loading/loader';
import { messages } from '../platform/messages/messages';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { NumberedSteps } from '../ui/numbered-steps';
import { PageHeading } from '../ui/page-heading';
import { WhenReady } from '../ui/when-ready';
import { debounced } from './debounced';
import { LeadTable } from './lead-table';
import { ListPlace } from './list-place';
import { MaintainLeadsApi } from './maintain-leads.api';
import { DEFAULT_SORT, sortOf, sortsOf } from './sorting';

const TYPING_PAUSE_MS = 250;

/** Filter and order live in the address, so that a reload, a bookmark and the way back from a lead show the same rows. */
@Component({
  selector: 'lg-leads-page',
  imports: [EmptyState, Icon, LeadTable, MatButton, NumberedSteps, PageHeading, RouterLink, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './leads.page.html',
  styleUrl: './leads.page.scss',
})
export class LeadsPage {
  private readonly api = inject(MaintainLeadsApi);
  private readonly router = inject(Router);
  private readonly place = inject(ListPlace);
  private readonly injector = inject(Injector);
  private readonly session = inject(SessionStore).session;
  private readonly table = viewChild(LeadTable);
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  readonly q = input<string>();
  readonly sort = input<string>();
  readonly importId = input<string>();
  protected readonly t = messages;
  protected readonly permissions = inject(OwnPermissions);
  /** An auditor sees personal fields masked; searching or sorting by them would tell what they hold. */
  protected readonly masked = computed(() => this.session()?.workspace?.role === 'auditor');
  protected readonly sorts = computed(() => sortsOf(this.masked()));
  protected readonly order = computed(() => sortOf(this.sort() ?? null, this.sorts()));
  protected readonly text = computed(() => (this.masked() ? '' : (this.q() ?? '')));
  protected readonly ofImport = computed(() => this.importId() ?? null);
  protected readonly typed = debounced(TYPING_PAUSE_MS, (text: string) => this.go({ q: text === '' ? null : text }));
  protected readonly list = new CursorList<LeadRow>((cursor, ask) =>
    this.api.list({ text: this.text(), sort: this.order(), importId: this.ofImport() }, cursor, ask),
  );
  /** First row in sight. */
  protected readonly row = signal(0);
  /** News that wait until the person wants them, because showing them would move the rows being read. */
  protected readonly waiting = signal(false);
  protected readonly count = computed(() => messages.leads.count(this.list.items().length, this.list.complete()));

  constructor() {
    effect(() => {
      this.text();
      this.order();
      this.ofImport();
      untracked(() => {
        this.waiting.set(false);
        void this.load();
      });
    });
    inject(DestroyRef).onDestroy(() => this.place.keep(this.address(), this.row()));
    onTopics(['leads'], (position) => {
      if (this.row() === 0) void this.list.refresh(position);
      else this.waiting.set(true);
    });
  }

  protected sortBy(sort: LeadSort): void {
    this.go({ sort: sort === DEFAULT_SORT ? null : sort });
  }

  protected sortByName(value: string): void {
    this.sortBy(sortOf(value));
  }

  protected showNews(): void {
    this.waiting.set(false);
    this.table()?.toRow(0);
    void this.list.refresh(null);
  }

  protected clear(): void {
    const box = this.box()?.nativeElement;
    if (box !== undefined) {
      box.value = '';
      box.focus();
    }
    this.go({ q: null });
  }

  /** Then down to where the person was under the same address, as far as the list still goes. */
  private async load(): Promise<void> {
    const wanted = this.place.row(this.address());
    this.row.set(0);
    await this.list.restart();
    while (this.list.items().length <= wanted && (await this.list.more()));
    if (wanted > 0) afterNextRender(() => this.table()?.toRow(wanted), { injector: this.injector });
  }

  private address(): string {
    const { text: q, order: sort, ofImport: importId } = this;
    const given = Object.entries({ q: q(), sort: sort() === DEFAULT_SORT ? '' : sort(), importId: importId() ?? '' }).filter(([, value]) => value !== '');
    return this.router.createUrlTree(['/leads'], { queryParams: Object.fromEntries(given) }).toString();
  }

  private go(queryParams: Readonly<Record<string, string | null>>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
