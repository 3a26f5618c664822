import { StartFailure } from '../start-failure';
import { checkPlatform, readSettings } from './settings';

describe('readSettings', () => {
  it('has a default for everything', () => {
    expect(readSettings({ PORT: '' })).toEqual({ dataDir: '.leadgen', host: '127.0.0.1', port: 8377, origin: null });
  });

  it('takes what the environment says', () => {
    expect(readSettings({ LEADGEN_DATA_DIR: '/data', HOST: '0.0.0.0', PORT: '0', LEADGEN_ORIGIN: 'https://leads.example' })).toEqual({
      dataDir: '/data',
      host: '0.0.0.0',
      port: 0,
      origin: 'https://leads.example',
    });
  });

  it.each(['eighty', '-1', '65536', '80.5'])('refuses the port %s', (port) => {
    expect(() => readSettings({ PORT: port })).toThrow(
      new StartFailure(`PORT is "${port}", which is no port; use a number from 1 to 65535, or 0 for a free one.`),
    );
  });

  it.each(['999.1.1.1', 'leads.example.com', 'http://127.0.0.1'])('refuses to listen on %s', (host) => {
    expect(() => readSettings({ HOST: host })).toThrow(
      new StartFailure(`HOST is "${host}", which is no IP address; use one of this machine, such as 127.0.0.1.`),
    );
  });
});

describe('checkPlatform', () => {
  it('lets Linux and macOS pass', () => {
    expect(() => checkPlatform('linux', 'x64')).not.toThrow();
    expect(() => checkPlatform('darwin', 'arm64')).not.toThrow();
  });

  it('names the way out on others', () => {
    expect(() => checkPlatform('win32', 'x64')).toThrow(new StartFailure('LeadGen does not run on win32 x64; run it inside WSL 2.'));
    expect(() => checkPlatform('linux', 'ia32')).toThrow(
      new StartFailure('LeadGen does not run on linux ia32; run it on Linux or macOS with an x64 or arm64 processor.'),
    );
  });
});
