import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { keepLastWords, reasonOfEnd } from '../../../electron/main/process-end.ts';

describe('the reason of an end', () => {
  it('is the exit code of a process that ended by itself', () => {
    expect(reasonOfEnd(1, null, 'linux')).toBe('exit code 1');
  });

  it('names the signal of one that crashed, whose exit code may be 0', () => {
    expect(reasonOfEnd(0, { reason: 'crashed', exitCode: 11 }, 'linux')).toBe('crashed, SIGSEGV');
    expect(reasonOfEnd(9, { reason: 'killed', exitCode: 9 }, 'darwin')).toBe('killed, SIGKILL');
  });

  it('gives the code where there are no signals', () => {
    expect(reasonOfEnd(0, { reason: 'crashed', exitCode: 11 }, 'win32')).toBe('crashed, exit code 11');
    expect(reasonOfEnd(0, { reason: 'oom', exitCode: -536870904 }, 'linux')).toBe('oom, exit code -536870904');
  });
});

describe('the last words of a process', () => {
  it('are what it wrote last, cut to some screens, whole characters where chunks cut them', async () => {
    const script = `
      process.stderr.write('x'.repeat(9000));
      process.stderr.write(Buffer.from([0xe2, 0x80]));
      setTimeout(() => {
        process.stderr.write(Buffer.from([0x9d]));
        throw new Error('the end');
      }, 50);`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'pipe'] });
    let echoed = '';
    const lastWords = keepLastWords(child.stderr, (text) => {
      echoed += text;
    });
    await once(child, 'close');
    expect(lastWords()).toContain('x”');
    expect(lastWords()).toContain('Error: the end\n    at ');
    expect(lastWords().length).toBeLessThanOrEqual(4000);
    expect(echoed.length).toBeGreaterThan(9000);
  });

  it('are none if it cannot be heard', () => {
    expect(keepLastWords(null, () => undefined)()).toBe('');
  });
});
