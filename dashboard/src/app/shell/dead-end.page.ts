import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { messages as t } from '../platform/messages/messages';
import { EmptyState } from '../ui/empty-state';

const REASONS = {
  'not-found': { icon: 'search', heading: t.shell.notFoundTitle, sentence: t.shell.notFound, to: '/leads', link: t.shell.toLeads },
  'not-permitted': { icon: 'lock', heading: t.states.notAllowedTitle, sentence: t.states.notAllowed, to: '/permissions', link: t.permissions.page },
} as const;

/** In place of a page that is not there, or that the role of the person does not open; the route says which. */
@Component({
  selector: 'lg-dead-end-page',
  imports: [EmptyState, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @let why = words();
    <div class="page">
      <lg-empty-state [icon]="why.icon" [main]="true" [heading]="why.heading" [sentence]="why.sentence">
        <a matButton="outlined" [routerLink]="why.to">{{ why.link }}</a>
      </lg-empty-state>
    </div>
  `,
})
export class DeadEndPage {
  readonly reason = input.required<keyof typeof REASONS>();
  protected readonly words = computed(() => REASONS[this.reason()]);
}
