import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requireFinite } from '../../../src/models/weights/finite.js';
import {
  DTYPE_BYTES,
  type Dtype,
  type StoredTensor,
} from '../../../src/models/weights/tensors/stored-tensor.js';
import type { TorchTensor } from '../../../src/models/weights/torch-bin/state-dict.js';
import { isContiguous, stridedReader } from '../../../src/models/weights/torch-bin/strided.js';
import { faultOf } from '../../support/checkpoint-copy.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-weights-'));
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * A tensor whose element `at` has the given bits, among zeros, behind 16 bytes of something that is
 * not finite.
 */
async function tensor(
  dtype: Dtype,
  count: number,
  at: number,
  bits: bigint,
): Promise<StoredTensor> {
  const width = DTYPE_BYTES[dtype];
  const bytes = Buffer.alloc(16 + count * width).fill(0xff, 0, 16);
  const element = Buffer.alloc(8);
  element.writeBigUInt64LE(bits);
  element.copy(bytes, 16 + at * width, 0, width);
  const file = join(folder, `${dtype}-${String(count)}-${String(at)}-${bits.toString(16)}`);
  await writeFile(file, bytes);
  const size = count * width;
  return {
    name: 'w',
    dtype,
    shape: [count],
    file,
    realFile: file,
    location: '',
    offset: 16,
    bytes: size,
  };
}

const INFINITE: readonly (readonly [Dtype, bigint, string])[] = [
  ['F16', 0x7c00n, 'infinity'],
  ['F16', 0xfc01n, 'NaN'],
  ['BF16', 0x7f80n, 'infinity'],
  ['BF16', 0xff81n, 'NaN'],
  ['F32', 0x7f800000n, 'infinity'],
  ['F32', 0xffc00000n, 'NaN'],
  ['F64', 0x7ff0000000000000n, 'infinity'],
  ['F64', 0xfff8000000000000n, 'NaN'],
];
const LARGEST: readonly (readonly [Dtype, bigint])[] = [
  ['F16', 0x7bffn],
  ['F16', 0xfbffn],
  ['BF16', 0x7f7fn],
  ['F32', 0x7f7fffffn],
  ['F32', 0xff7fffffn],
  ['F64', 0x7fefffffffffffffn],
];

describe('weights that are not finite', () => {
  it.each(INFINITE)('%s %p is refused, with its place', async (dtype, bits) => {
    for (const at of [0, 1, 6]) {
      const fault = await faultOf(requireFinite([await tensor(dtype, 7, at, bits)]));
      expect(fault.code).toBe('GB_CHECKPOINT_CORRUPT');
      expect(fault.message).toContain(`element ${String(at)})`);
    }
  });

  it.each(LARGEST)('the largest number of %s (%p) is one', async (dtype, bits) => {
    await requireFinite([await tensor(dtype, 7, 3, bits)]);
  });

  it.each(['F32', 'F16', 'F64'] as const)('is found behind the first 4 MB (%s)', async (dtype) => {
    const count = (1 << 22) / DTYPE_BYTES[dtype] + 9;
    const bits = INFINITE.find(([name]) => name === dtype)?.[1] ?? 0n;
    const fault = await faultOf(requireFinite([await tensor(dtype, count, count - 2, bits)]));
    expect(fault.message).toContain(`element ${String(count - 2)})`);
  });

  it('is not looked for in whole numbers', async () => {
    await requireFinite([await tensor('I32', 7, 3, 0x7f800000n)]);
  });
});

const shaped = (shape: number[], stride: number[]): TorchTensor =>
  ({ shape, stride }) as unknown as TorchTensor;

describe('strides', () => {
  it.each([
    [[2, 3], [3, 1], true],
    [[2, 3], [1, 2], false],
    [[2, 3], [4, 1], false],
    [[4, 1, 3], [3, 7, 1], true],
    [[2, 3, 4], [12, 4, 1], true],
    [[2, 3, 4], [12, 8, 1], false],
    [[5], [2], false],
    [[1], [9], true],
    [[], [], true],
  ])('shape %j with strides %j: without gaps is %p', (shape, stride, wanted) => {
    expect(isContiguous(shaped(shape, stride))).toBe(wanted);
  });

  it.each([
    [
      [2, 3],
      [1, 2],
    ],
    [
      [3, 2],
      [4, 2],
    ],
    [
      [2, 2, 2],
      [1, 4, 2],
    ],
    [
      [2, 3],
      [3, 1],
    ],
    [[3], [0]],
    [
      [0, 3],
      [3, 1],
    ],
  ])('shape %j with strides %j is gathered row by row', async (shape, stride) => {
    const file = join(folder, 'storage');
    await writeFile(
      file,
      Float32Array.from({ length: 40 }, (_, i) => i),
    );
    const handle = await open(file, 'r');
    try {
      const read = stridedReader(shaped(shape, stride), { handle, offset: 8, width: 4 });
      const bytes = await read();
      const found = new Float32Array(Uint8Array.from(bytes).buffer);
      const places = shape.reduce<number[]>(
        (all, size, axis) =>
          all.flatMap((at) => Array.from({ length: size }, (_, i) => at + i * (stride[axis] ?? 0))),
        [0],
      );
      expect([...found]).toEqual(places.map((at) => 2 + at));
    } finally {
      await handle.close();
    }
  });
});
