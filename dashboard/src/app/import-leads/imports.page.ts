import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ImportView } from '../../../../event-schemas/src/http/import-leads';
import { OwnPermissions } from '../platform/api/own-permissions';
import { CursorList } from '../platform/loading/cursor-list';
import { onTopics } from '../platform/loading/loader';
import { messages } from '../platform/messages/messages';
import { EmptyState } from '../ui/empty-state';
import { NumberedSteps } from '../ui/numbered-steps';
import { PageHeading } from '../ui/page-heading';
import { When } from '../ui/when';
import { WhenReady } from '../ui/when-ready';
import { ImportLeadsApi } from './import-leads.api';
import { OutcomeBar } from './outcome-bar';
import { claimed, isRunning } from './receipt';
import { StatusChip } from './status-chip';

@Component({
  selector: 'lg-imports-page',
  imports: [EmptyState, MatButton, NumberedSteps, OutcomeBar, PageHeading, RouterLink, StatusChip, When, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './imports.page.html',
  styleUrl: './imports.page.scss',
})
export class ImportsPage {
  private readonly api = inject(ImportLeadsApi);
  protected readonly t = messages;
  protected readonly permissions = inject(OwnPermissions);
  protected readonly list = new CursorList<ImportView>((cursor, ask) => this.api.list(cursor, ask));

  constructor() {
    void this.list.restart();
    onTopics(['imports'], (position) => void this.list.refresh(position));
  }

  protected progress({ receipt, requestedCount }: ImportView): string {
    return messages.imports.progress(claimed(receipt), requestedCount);
  }

  /** Room that a running import still has; a finished one fills its bar. */
  protected whole({ status, receipt, requestedCount }: ImportView): number {
    return isRunning(status) ? Math.max(requestedCount, claimed(receipt)) : 0;
  }
}
