import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { FieldProvenance } from '../../../../event-schemas/src/http/maintain-leads';
import { messages } from '../platform/messages/messages';
import { When } from '../ui/when';

/** Source, import, page, rule, parser and time of one value, in one line that may wrap between the parts. */
@Component({
  selector: 'lg-provenance-line',
  imports: [RouterLink, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p>
      <span>{{ t.lead.source[provenance().source] }}</span>
      <span
        ><a [routerLink]="['/imports', provenance().importId]">{{ t.lead.fromImport }}</a
        >, {{ t.lead.pageOfImport(provenance().pageNumber) }}</span
      >
      @if (provenance().rule; as rule) {
        <span class="code">{{ t.lead.rule(rule) }}</span>
      }
      <span>{{ t.lead.parser(provenance().parserVersion, provenance().layout) }}</span>
      <span><lg-when [at]="provenance().at" /></span>
    </p>
  `,
  styles: `
    /* The dot before a part hangs out to its left, so that a part at the beginning of a line shows none. */
    :host {
      display: block;
      overflow-x: clip;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      margin-left: -20px;
      color: var(--ink-soft);
      font-size: 0.8125rem;
    }
    p > span {
      position: relative;
      padding-left: 20px;
    }
    p > span::before {
      position: absolute;
      left: 8px;
      color: var(--line-strong);
      content: '·' / '';
    }
    a {
      color: inherit;
    }
    a:hover {
      color: var(--accent);
    }
    .code {
      font-size: 0.75rem;
      line-height: 1.25rem;
    }
  `,
})
export class ProvenanceLine {
  readonly provenance = input.required<FieldProvenance>();
  protected readonly t = messages;
}
