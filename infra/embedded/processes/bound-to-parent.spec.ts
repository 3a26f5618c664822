import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { boundToParent } from './bound-to-parent';
import { isAlive, markOf } from './live-process';

describe('boundToParent', () => {
  it('ends the child when its parent is killed with -9', async () => {
    const grandchild = boundToParent([process.execPath, '-e', 'setInterval(() => undefined, 1000)']);
    const script = `
      const [command, ...args] = ${JSON.stringify(grandchild)};
      const child = require('node:child_process').spawn(command, args, { detached: true, stdio: 'ignore' });
      console.log(child.pid);
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const mark = markOf(Number(line.toString('utf8')));
    await pause(200);
    expect(isAlive(mark)).toBe(true);
    parent.kill('SIGKILL');
    const deadline = Date.now() + 5_000;
    while (isAlive(mark) && Date.now() < deadline) await pause(10);
    expect(isAlive(mark)).toBe(false);
  });
});
