/** A stream of pseudo-random numbers that the same seed and label repeat on every machine. */
export interface Random {
  /** Uniform integer in [0, bound). */
  below(bound: number): number;
}

/** 32-bit FNV-1a, to give every label a stream of its own. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/**
 * sfc32 (Chris Doty-Humphrey, PractRand) seeded by number and label.
 * The label keeps streams apart, so that adding a group does not move the interval of another.
 */
export function seededRandom(seed: number, label = ''): Random {
  let a = seed >>> 0;
  let b = hash(label);
  let c = Math.floor(seed / 2 ** 32) >>> 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i++) next();
  return {
    below(bound) {
      // Rejection keeps every value equally likely.
      const limit = 2 ** 32 - (2 ** 32 % bound);
      let value = next();
      while (value >= limit) value = next();
      return value % bound;
    },
  };
}
