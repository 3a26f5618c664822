/** The kill matrix on a throw-away installation that brings its own processes back. */
import { pairBrowser, signIn } from '../e2e/client/importer';
import { throwAwayInstallation } from '../e2e/client/throw-away';
import { runKillMatrix, type Matrix } from './kill-matrix';
import type { Chance } from './seeded';

const IMPORTS_AT_ONCE = 4;

export async function killMatrixIn(matrix: Matrix, chance: Chance): Promise<{ done: Record<string, number>; faults: Record<string, number> }> {
  const installation = await throwAwayInstallation('kill-matrix', { supervised: true });
  try {
    const { origin } = installation;
    return await runKillMatrix(
      {
        origin,
        killAndRecover: async (victim) => {
          await installation.kill(victim);
          await installation.untilUp(victim);
        },
        viewsAreEqual: async () => {
          const { code, output } = await installation.runTool('views', 'verify');
          if (code !== 0) console.error(output);
          return code === 0;
        },
      },
      matrix,
      chance,
      // Access tokens live ten minutes; a round is shorter than that.
      async () => {
        const session = await signIn(origin);
        const browsers = await Promise.all(Array.from({ length: IMPORTS_AT_ONCE }, (_, index) => pairBrowser(origin, session, `Browser ${String(index + 1)}`)));
        return { reader: session.accessToken, browsers };
      },
    );
  } finally {
    await installation.remove();
  }
}
