import { HttpProblem, notFound } from '../../../platform/http/http-problem';
import type { WorkspaceRejection } from '../commands/claim-pairing';

/** Reasons of the workspace as answers. */
export function problemOfWorkspace(reason: WorkspaceRejection): HttpProblem {
  switch (reason) {
    case 'BrowserNotFound':
      return notFound('browser');
    case 'WorkspaceNotFound':
    case 'AccountNotMember':
      return notFound('workspace');
    case 'WorkspaceAlreadyExists':
      return new HttpProblem({
        status: 409,
        type: 'workspace-already-exists',
        title: 'The workspace exists',
        detail: 'This workspace was made before; sign in to it.',
      });
    case 'TooManyBrowsers':
      return new HttpProblem({
        status: 409,
        type: 'too-many-browsers',
        title: 'Too many paired browsers',
        detail: 'A workspace can have 100 paired browsers; revoke one that is no longer used.',
      });
  }
}
