import { describe, expect, it } from '@jest/globals';
import { Clocks } from '../../../src/cli/render/clock.js';

describe('the rate of a stage', () => {
  it('leaves out time before the first text, instant cache hits, and other models', () => {
    let now = 0;
    const clocks = new Clocks(() => now);
    now = 60_000;
    clocks.restart('a', 'encode');
    expect(clocks.progress('a', 'encode', 1000).rate()).toBe(0);
    now += 1000;
    expect(clocks.progress('a', 'encode', 1010).rate()).toBeCloseTo(10, 9);
    now += 1000;
    expect(clocks.progress('a', 'cells', 1).rate()).toBeCloseTo(0.5, 9);
    clocks.restart('b', 'encode');
    now += 2000;
    expect(clocks.progress('b', 'encode', 4).rate()).toBeCloseTo(2, 9);
  });
});
