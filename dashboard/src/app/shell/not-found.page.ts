import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { messages } from '../platform/messages/messages';
import { EmptyState } from '../ui/empty-state';

@Component({
  selector: 'lg-not-found-page',
  imports: [EmptyState, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <lg-empty-state icon="search" [main]="true" [heading]="t.shell.notFoundTitle" [sentence]="t.shell.notFound">
        <a matButton="filled" routerLink="/leads">{{ t.shell.toLeads }}</a>
      </lg-empty-state>
    </div>
  `,
})
export class NotFoundPage {
  protected readonly t = messages;
}
