/** Chromium's own stand-in for the fingerprint reader of a device: it answers the dialog for passkeys at once. Lasts as long as the page. */
import type { Page } from 'playwright-core';

export interface VirtualAuthenticator {
  /** How many passkeys it holds. */
  readonly held: () => Promise<number>;
  /** False: the finger is not the person's. */
  readonly recognise: (person: boolean) => Promise<void>;
}

export async function addVirtualAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    held: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    recognise: async (person) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: person });
    },
  };
}
