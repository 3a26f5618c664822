/** Counts the open streams of each session. In memory: a stream ends with the process that holds it. */
export class StreamPlaces {
  private readonly taken = new Map<string, number>();

  constructor(private readonly mostOfSession: number) {}

  /** How to give the place back; null when the session has all of its own. */
  take(sessionId: string): (() => void) | null {
    const taken = this.taken.get(sessionId) ?? 0;
    if (taken >= this.mostOfSession) return null;
    this.taken.set(sessionId, taken + 1);
    return () => this.giveBack(sessionId);
  }

  private giveBack(sessionId: string): void {
    const left = (this.taken.get(sessionId) ?? 0) - 1;
    if (left > 0) this.taken.set(sessionId, left);
    else this.taken.delete(sessionId);
  }
}
