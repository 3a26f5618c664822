import { createServer } from 'node:net';
import { codeOf } from '../start-failure';

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  return listenOnce(0);
}

/** True when somebody listens on the port of the host already. */
export async function isTaken(port: number, host: string): Promise<boolean> {
  try {
    await listenOnce(port, host);
    return false;
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return true;
    throw error;
  }
}

function listenOnce(port: number, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
