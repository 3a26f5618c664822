/** An import straight from its stream: what a command answers, without waiting for the view. */
import { Injectable } from '@nestjs/common';
import type { ImportView } from '../../../../../event-schemas/src/http/import-leads';
import type { ImportEvent } from '../../../../../event-schemas/src/import/events';
import { reject, type Decider } from '../../../platform/decider/decider';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { importDecider, importStream } from '../domain/import';
import { importProgress, type ImportProgress } from '../views/import-progress';
import { importView } from '../views/import-view';

/** The view's own fold over one stream; it decides nothing. */
const foldOf = (importId: string): Decider<ImportProgress | null, never, ImportEvent, never, 'ReadOnly'> => ({
  category: importDecider.category,
  initial: null,
  evolve: (document, event) => importProgress.apply(document, event, importId),
  decide: () => reject('ReadOnly'),
  reads: 'opened',
});

@Injectable()
export class ImportAsStored {
  constructor(private readonly runner: DeciderRunner) {}

  /** Throws when the stream is empty: the caller has just written to it. */
  async view(importId: string): Promise<ImportView> {
    const { state } = await this.runner.load(foldOf(importId), importStream(importId));
    if (state === null) throw new Error('The stream of the import is empty');
    return importView(importId, state);
  }

  /** The same without what is sealed, fit to be kept as the answer to a request. */
  async receipt(importId: string): Promise<ImportView> {
    return { ...(await this.view(importId)), pagePath: null };
  }
}
