import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { detectable, unitsNeeded } from '../../../src/analysis/power/sample-size.js';

const goal = fc.record({
  alpha: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
  power: fc.double({ min: 0.55, max: 0.99, noNaN: true }),
});

describe('sizes', () => {
  it('what so many units find needs no more than them', () => {
    fc.assert(
      fc.property(
        goal,
        fc.integer({ min: 8, max: 5000 }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (test, units, sd) => {
          const difference = detectable(sd, units, test);
          if (difference === null) return;
          // the rounding of the difference itself may tip the ceiling
          expect(unitsNeeded(sd, difference * (1 + 1e-9), test)).toBeLessThanOrEqual(
            Math.max(2, units),
          );
          expect(unitsNeeded(sd, difference * (1 - 1e-3), test)).toBeGreaterThanOrEqual(units);
          expect(unitsNeeded(sd, -difference * (1 + 1e-9), test)).toBeLessThanOrEqual(
            Math.max(2, units),
          );
        },
      ),
    );
  });

  it('two units are the least, and none find a difference where the correction eats them', () => {
    const test = { alpha: 0.05, power: 0.8 };
    expect(unitsNeeded(0, 0.1, test)).toBe(2);
    expect(unitsNeeded(1e-9, 1, test)).toBe(2);
    expect(detectable(1, 1, test)).toBeNull();
    // z²/2 = 1.92 at 5 %
    expect(detectable(1, 2, test)).toBeCloseTo(
      (1.959963984540054 + 0.8416212335729143) / Math.sqrt(2 - 1.959963984540054 ** 2 / 2),
      8,
    );
  });
});
