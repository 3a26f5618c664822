import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { messages } from '../platform/messages/messages';
import { EmptyState } from '../ui/empty-state';

/** In place of a page that the role of the person does not open. */
@Component({
  selector: 'lg-not-permitted-page',
  imports: [EmptyState, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <lg-empty-state icon="lock" [main]="true" [heading]="t.states.notAllowedTitle" [sentence]="t.states.notAllowed">
        <a matButton="outlined" routerLink="/permissions">{{ t.permissions.page }}</a>
      </lg-empty-state>
    </div>
  `,
})
export class NotPermittedPage {
  protected readonly t = messages;
}
