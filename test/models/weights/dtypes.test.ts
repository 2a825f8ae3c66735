import { expect, it } from '@jest/globals';
import { DTYPE_BYTES } from '../../../src/models/weights/tensors/stored-tensor.js';

it.each(Object.entries(DTYPE_BYTES))(
  '%s has the bytes that its name says in bits',
  (name, bytes) => {
    const bits = /^[A-Z]+(\d+)/.exec(name)?.[1];
    // a bool is a byte in torch and numpy
    expect(bytes).toBe(name === 'BOOL' ? 1 : Number(bits) / 8);
  },
);
