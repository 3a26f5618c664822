import { ChangeDetectionStrategy, Component } from '@angular/core';
import { messages } from '../../platform/messages/messages';
import { BrandMark } from '../../ui/brand-mark';
import { KeepsFocus } from '../../ui/keeps-focus';

/** The two-part stage of the pages before sign-in: the promise of the product, and a form. */
@Component({
  selector: 'lg-entrance',
  imports: [BrandMark, KeepsFocus],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './entrance.html',
  styleUrl: './entrance.scss',
})
export class Entrance {
  protected readonly t = messages;
}
