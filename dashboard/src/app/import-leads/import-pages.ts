import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { ImportPageView } from '../../../../event-schemas/src/http/import-leads';
import { messages } from '../platform/messages/messages';
import { When } from '../ui/when';
import { refusedTotal } from './receipt';

/** One line per capture of the page. */
@Component({
  selector: 'lg-import-pages',
  imports: [When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './import-pages.html',
  styleUrl: './import-pages.scss',
})
export class ImportPages {
  readonly pages = input.required<readonly ImportPageView[]>();
  protected readonly t = messages;
  protected readonly refusedTotal = refusedTotal;
}
