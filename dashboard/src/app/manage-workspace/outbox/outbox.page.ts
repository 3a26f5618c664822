import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { liveLoader } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { Copying } from '../../ui/copying';
import { EmptyState } from '../../ui/empty-state';
import { PageHeading } from '../../ui/page-heading';
import { When } from '../../ui/when';
import { WhenReady } from '../../ui/when-ready';
import { linkOf } from './link-of';
import { OutboxApi } from './outbox.api';

/** Mail that no server took, to be passed on by hand. */
@Component({
  selector: 'lg-outbox-page',
  imports: [EmptyState, MatButton, PageHeading, When, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './outbox.page.html',
  styleUrl: './outbox.page.scss',
})
export class OutboxPage {
  private readonly api = inject(OutboxApi);
  private readonly copying = inject(Copying);
  protected readonly t = messages;
  protected readonly linkOf = linkOf;
  protected readonly loaded = liveLoader([], (ask) => this.api.list(ask));

  protected copy(text: string): Promise<void> {
    return this.copying.copy(text);
  }
}
