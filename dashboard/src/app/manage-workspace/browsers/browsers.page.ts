import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import type { PairedBrowser } from '../../../../../event-schemas/src/http/manage-workspace';
import { OwnPermissions } from '../../platform/api/own-permissions';
import { PeopleNames } from '../../platform/api/people-names';
import { Acting } from '../../platform/loading/acting';
import { liveLoader } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { asked } from '../../ui/confirm-dialog';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Notices } from '../../ui/notices';
import { NumberedSteps } from '../../ui/numbered-steps';
import { PageHeading } from '../../ui/page-heading';
import { When } from '../../ui/when';
import { WhenReady } from '../../ui/when-ready';
import { BrowsersApi } from './browsers.api';

@Component({
  selector: 'lg-browsers-page',
  imports: [EmptyState, Icon, MatButton, NumberedSteps, PageHeading, When, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './browsers.page.html',
  styleUrls: ['../entry-list.scss', './browsers.page.scss'],
})
export class BrowsersPage {
  private readonly api = inject(BrowsersApi);
  private readonly dialog = inject(MatDialog);
  private readonly notices = inject(Notices);
  private readonly people = inject(PeopleNames);
  protected readonly t = messages;
  protected readonly permissions = inject(OwnPermissions);
  protected readonly acting = new Acting();
  protected readonly loaded = liveLoader(['browsers'], (ask) => this.api.list(ask));

  protected pairedBy({ pairedBy }: PairedBrowser): string {
    const who = this.people.of(pairedBy);
    return who === null ? '' : messages.browsers.by(who);
  }

  protected async revoke(browser: PairedBrowser): Promise<void> {
    const t = messages;
    const question = { heading: t.browsers.revokeTitle(browser.name), sentence: t.browsers.revokeText, confirm: t.browsers.revoke, keep: t.browsers.keep };
    if (!(await asked(this.dialog, question))) return;
    const refusal = await this.acting.refusalOf(browser.id, async () => this.loaded.refresh(await this.api.revoke(browser.id)));
    this.notices.say(refusal ?? t.browsers.isRevoked(browser.name));
  }
}
