import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import type { ImportView } from '../../../../event-schemas/src/http/import-leads';
import { shortInstant } from '../platform/formatting/instants';
import { Acting } from '../platform/loading/acting';
import { liveLoader } from '../platform/loading/loader';
import { BrowsersApi } from '../manage-workspace/browsers/browsers.api';
import { messages } from '../platform/messages/messages';
import { BackLink } from '../ui/back-link';
import { asked } from '../ui/confirm-dialog';
import { Notices } from '../ui/notices';
import { PageHeading } from '../ui/page-heading';
import { WhenReady } from '../ui/when-ready';
import { ImportFacts } from './import-facts';
import { ImportLeadsApi } from './import-leads.api';
import { ImportPages } from './import-pages';
import { claimed, isRunning, percentDone } from './receipt';
import { ReceiptCard } from './receipt-card';
import { StatusChip } from './status-chip';

/** Percent spoken to screen readers in steps, so that a fast import does not talk without a pause. */
const SPOKEN_STEP = 10;

@Component({
  selector: 'lg-import-page',
  imports: [BackLink, ImportFacts, ImportPages, MatButton, PageHeading, ReceiptCard, RouterLink, StatusChip, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './import.page.html',
  styleUrl: './import.page.scss',
})
export class ImportPage {
  private readonly api = inject(ImportLeadsApi);
  private readonly pairedBrowsers = inject(BrowsersApi);
  private readonly dialog = inject(MatDialog);
  private readonly notices = inject(Notices);
  readonly id = input.required<string>();
  protected readonly t = messages;
  protected readonly acting = new Acting();
  protected readonly loaded = liveLoader(['imports'], (ask) => this.api.one(this.id(), ask));
  private readonly browsers = liveLoader(['browsers'], (ask) => this.pairedBrowsers.list(ask));
  protected readonly spoken = computed(() => {
    const state = this.loaded.state();
    if (state.status !== 'ready') return '';
    const percent = Math.floor(percentDone(state.value) / SPOKEN_STEP) * SPOKEN_STEP;
    return messages.import.spoken(percent, messages.imports.status[state.value.status]);
  });

  protected readonly isRunning = isRunning;
  protected readonly percentDone = percentDone;

  protected heading({ startedAt }: ImportView): string {
    return messages.import.heading(shortInstant(startedAt));
  }

  /** Null also when the browsers could not be loaded: the import is readable without the name. */
  protected browserName({ browserId }: ImportView): string | null {
    const state = this.browsers.state();
    return state.status === 'ready' ? (state.value.find(({ id }) => id === browserId)?.name ?? null) : null;
  }

  protected progress({ receipt, requestedCount }: ImportView): string {
    return messages.imports.progress(claimed(receipt), requestedCount);
  }

  protected async cancel(id: string): Promise<void> {
    const t = messages;
    const question = { heading: t.import.cancelTitle, sentence: t.import.cancelText, confirm: t.import.cancelConfirm, keep: t.import.keep };
    if (!(await asked(this.dialog, question))) return;
    const refusal = await this.acting.refusalOf(id, async () => this.loaded.refresh(await this.api.cancel(id)));
    this.notices.say(refusal ?? t.import.cancelled);
  }
}
