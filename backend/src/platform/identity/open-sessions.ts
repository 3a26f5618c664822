import { Injectable } from '@nestjs/common';
import { SessionFamilies } from './session-families';

const KNOWN_FOR_MS = 1_000;
const MOST_KNOWN = 10_000;

/** Whether a session is still open, known for at most one second: so an end anywhere counts everywhere within two. */
@Injectable()
export class OpenSessions {
  private readonly known = new Map<string, { readonly until: number; readonly open: Promise<boolean> }>();

  constructor(private readonly families: SessionFamilies) {}

  async isOpen(sessionId: string): Promise<boolean> {
    const now = performance.now();
    const found = this.known.get(sessionId);
    if (found !== undefined && found.until > now) return found.open;
    const open = this.families.isOpen(sessionId);
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(sessionId, { until: now + KNOWN_FOR_MS, open });
    open.catch(() => this.known.delete(sessionId));
    return open;
  }

  /** For the process that ended a session: it knows at once. */
  forget(): void {
    this.known.clear();
  }
}
