import { open } from 'node:fs/promises';
import { corrupt } from '../config/corrupt.js';
import type { Dtype, StoredTensor } from './tensors/stored-tensor.js';

const CHUNK_BYTES = 1 << 22;

/** Bits of the exponent of each floating-point dtype: all of them set means NaN or infinity. */
const EXPONENTS: Partial<Record<Dtype, { readonly bytes: 2 | 4; readonly mask: number }>> = {
  F16: { bytes: 2, mask: 0x7c00 },
  BF16: { bytes: 2, mask: 0x7f80 },
  F32: { bytes: 4, mask: 0x7f800000 },
};

/**
 * Reads the given tensors once and refuses NaN and infinity: one such weight in a rare token's row
 * would silently spoil only the texts that contain it. About 0.5 s per gigabyte, see
 * docs/performance.md.
 * @throws GB_CHECKPOINT_CORRUPT naming the tensor and the index of the element
 */
export async function requireFinite(tensors: Iterable<StoredTensor>): Promise<void> {
  const buffer = Buffer.from(new ArrayBuffer(CHUNK_BYTES));
  const byFile = new Map<string, StoredTensor[]>();
  for (const tensor of tensors)
    byFile.set(tensor.realFile, [...(byFile.get(tensor.realFile) ?? []), tensor]);
  for (const [realFile, members] of byFile) {
    const handle = await open(realFile, 'r');
    try {
      for (const tensor of members) {
        for (let done = 0; done < tensor.bytes; done += CHUNK_BYTES) {
          const length = Math.min(CHUNK_BYTES, tensor.bytes - done);
          await handle.read(buffer, 0, length, tensor.offset + done);
          const bad = firstNotFinite(buffer.buffer, length, tensor.dtype);
          if (bad !== -1)
            throw corrupt(
              tensor.file,
              `tensor "${tensor.name}" holds NaN or infinity (element ${done / bytesOf(tensor) + bad})`,
            );
        }
      }
    } finally {
      await handle.close();
    }
  }
}

function bytesOf(tensor: StoredTensor): number {
  return EXPONENTS[tensor.dtype]?.bytes ?? 8;
}

function firstNotFinite(buffer: ArrayBuffer, length: number, dtype: Dtype): number {
  if (dtype === 'F64')
    return new Float64Array(buffer, 0, length / 8).findIndex((value) => !Number.isFinite(value));
  const exponent = EXPONENTS[dtype];
  if (exponent === undefined) return -1;
  const { bytes, mask } = exponent;
  return bytes === 4
    ? firstMasked(new Uint32Array(buffer, 0, length / 4), mask)
    : firstMasked(new Uint16Array(buffer, 0, length / 2), mask);
}

function firstMasked(values: Uint32Array | Uint16Array, mask: number): number {
  for (let i = 0; i < values.length; i++) if (((values[i] ?? 0) & mask) === mask) return i;
  return -1;
}
