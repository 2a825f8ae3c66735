import { describe, expect, it } from '@jest/globals';
import { machineThreads, thisMachine } from '../../src/run/open/machine-threads.js';

describe('threads', () => {
  it.each([
    ['a plain machine', { processors: 8, quota: 'max 100000\n', threadsShareCores: false }, 8],
    ['two threads per core', { processors: 16, quota: 'max 100000\n', threadsShareCores: true }, 8],
    ['one processor of a shared core', { processors: 1, quota: '', threadsShareCores: true }, 1],
    [
      'a container with a quota',
      { processors: 64, quota: '350000 100000\n', threadsShareCores: true },
      4,
    ],
    ['a quota below one', { processors: 4, quota: '50000 100000', threadsShareCores: false }, 1],
    ['no control groups', { processors: 4, quota: '', threadsShareCores: false }, 4],
  ])('%s', (_name, machine, threads) => expect(machineThreads(machine)).toBe(threads));

  it('finds at least one on this machine and never more than its processors', () => {
    expect(machineThreads()).toBeGreaterThanOrEqual(1);
    expect(machineThreads()).toBeLessThanOrEqual(thisMachine().processors);
  });
});
