import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port';
import { refuseTakenPort } from './port-owner';

describe('refuseTakenPort', () => {
  it('names the process that holds the port, and lets a free one pass', async () => {
    const port = await freePort();
    const script = `require('node:net').createServer().listen(${port}, '127.0.0.1', () => console.log('up'))`;
    const holder = spawn(process.execPath, ['-e', script]);
    await once(holder.stdout, 'data');
    await expect(refuseTakenPort(port, '127.0.0.1')).rejects.toThrow(
      `Port ${port} is taken by process ${holder.pid ?? -1} (${process.execPath} -e ${script}`.slice(0, 60),
    );
    await expect(refuseTakenPort(port, '127.0.0.1')).rejects.toThrow(`stop that one, or choose another port with PORT=${port + 1} npm start.`);
    holder.kill();
    await once(holder, 'exit');
    await expect(refuseTakenPort(port, '127.0.0.1')).resolves.toBeUndefined();
  });
});
