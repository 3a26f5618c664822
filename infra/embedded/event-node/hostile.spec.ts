import { sendHostility } from './testing/hostile-client';
import { temporaryFolder } from './testing/node-process';

it('goes on serving others, with bounded memory, whatever a client does', async () => {
  const folder = temporaryFolder();
  try {
    const { faults } = await sendHostility(folder.path, { subscribers: 40, cycles: 50 });
    expect(faults).toEqual({
      strangerServed: 0,
      malformedServed: 0,
      halfSentUnanswered: 0,
      lateUnanswered: 0,
      hugeServed: 0,
      othersFailed: 0,
      memoryUnbounded: 0,
      diedOrComplained: 0,
    });
  } finally {
    folder.remove();
  }
}, 240_000);
