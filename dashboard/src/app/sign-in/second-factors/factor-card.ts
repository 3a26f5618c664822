import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { RecoveryCodesList } from './recovery-codes';

/** A card about second factors: recovery codes that were just made stand in place of everything else until the person has kept them. */
@Component({
  selector: 'lg-factor-card',
  imports: [RecoveryCodesList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <div class="card-head">
        <h2>{{ heading() }}</h2>
      </div>
      <div class="card-body">
        <p class="soft">{{ lead() }}</p>
        @if (codes(); as shown) {
          <lg-recovery-codes [codes]="shown" (kept)="codes.set(null)" />
        } @else {
          <ng-content />
        }
      </div>
    </section>
  `,
  styleUrl: '../account/account-card.scss',
})
export class FactorCard {
  readonly heading = input.required<string>();
  readonly lead = input.required<string>();
  readonly codes = model<readonly string[] | null>(null);
}
