/** jsdom knows no passkeys: what a page calls of them, answered by a script. The real dialog is tried by the journeys. */
export class BrowserWithPasskeys {
  readonly asked: unknown[] = [];

  /** `answer` throws what a browser throws when there is no passkey. */
  constructor(answer: () => unknown) {
    const ask = (request: unknown): Promise<unknown> =>
      new Promise((resolve) => {
        this.asked.push(request);
        const json = answer();
        resolve({ toJSON: () => json });
      });
    const asWritten = (options: unknown): unknown => options;
    Object.assign(window, { PublicKeyCredential: { parseCreationOptionsFromJSON: asWritten, parseRequestOptionsFromJSON: asWritten } });
    Object.defineProperty(navigator, 'credentials', { configurable: true, value: { create: ask, get: ask } });
  }

  /** As every browser that knows none. */
  remove(): void {
    Reflect.deleteProperty(window, 'PublicKeyCredential');
    Reflect.deleteProperty(navigator, 'credentials');
  }
}
