import type { ApiPost } from '../api/api-client';
import { Stores } from '../stores/stores';
import type { PairedSession } from '../stores/schemas';
import type { WorkerPorts } from '../worker-ports';
import { MemoryArea } from './memory-area';

export const NOW = '2026-11-23T10:00:00.000Z';

/** What a worker finds when it starts: fixed clock, counted ids, and the storage that outlives it. */
export class WorkerWorld {
  area = new MemoryArea();
  now = new Date(NOW);
  wakes: (number | null)[] = [];
  private ids = 0;

  ports(post: ApiPost): WorkerPorts {
    return {
      stores: new Stores(this.area),
      post,
      now: () => this.now,
      newId: () => this.nextId(),
      newState: () => 'S'.repeat(43),
      random: () => 0.5,
      extensionVersion: '1.2.3',
      wakeIn: (ms) => this.wakes.push(ms),
    };
  }

  private nextId(): string {
    this.ids += 1;
    return `00000000-0000-4000-8000-${String(this.ids).padStart(12, '0')}`;
  }
}

export const paired: PairedSession = {
  schema: 1,
  status: 'paired',
  browserId: 'browser-1',
  workspaceId: 'workspace-1',
  workspaceName: 'Harbour',
  accessToken: 'access-1',
  accessTokenExpiresAt: '2026-11-23T10:10:00.000Z',
  refreshToken: 'refresh-1',
  refreshKey: null,
};
