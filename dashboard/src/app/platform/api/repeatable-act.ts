import { isRefusal } from './api-fault';

/**
 * What a person wants done once, however often it takes to send it. Its Idempotency-Key stays the same while nobody knows whether the
 * try before was done; after an answer, or for another request, there is a new one.
 */
export class RepeatableAct {
  private open: { readonly request: string; readonly key: string } | null = null;

  async attempt<T>(path: string, body: unknown, send: (key: string) => Promise<T>): Promise<T> {
    const request = JSON.stringify([path, body]);
    if (this.open?.request !== request) this.open = { request, key: randomKey() };
    const { key } = this.open;
    try {
      const answer = await send(key);
      this.open = null;
      return answer;
    } catch (fault) {
      if (isRefusal(fault)) this.open = null;
      throw fault;
    }
  }
}

// Not randomUUID: browsers offer that on secure origins only, and a LAN address without TLS is none.
const randomKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
