import type { FileHandle } from 'node:fs/promises';
import { elements } from '../tensors/stored-tensor.js';
import type { TorchTensor } from './state-dict.js';

/** Where a tensor's first element lies, and how many bytes each element has. */
export interface StorageBytes {
  readonly handle: FileHandle;
  readonly offset: number;
  readonly width: number;
}

/** Whether the elements lie in row-major order without gaps. */
export function isContiguous(tensor: TorchTensor): boolean {
  let expected = 1;
  for (let axis = tensor.shape.length - 1; axis >= 0; axis--) {
    const size = tensor.shape[axis] ?? 1;
    if (size !== 1 && tensor.stride[axis] !== expected) return false;
    expected *= size;
  }
  return true;
}

/** Gathers a transposed or sliced tensor into row-major order. */
export function stridedReader(tensor: TorchTensor, place: StorageBytes): () => Promise<Uint8Array> {
  return async () => {
    const { shape, stride } = tensor;
    const { width } = place;
    const count = elements(shape);
    const out = Buffer.alloc(count * width);
    if (count === 0) return out;
    const span = 1 + shape.reduce((sum, size, axis) => sum + (size - 1) * (stride[axis] ?? 0), 0);
    const stored = Buffer.alloc(span * width);
    await place.handle.read(stored, 0, stored.length, place.offset);
    const index = shape.map(() => 0);
    for (let to = 0, from = 0; to < count; to++) {
      stored.copy(out, to * width, from * width, (from + 1) * width);
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        const next = (index[axis] ?? 0) + 1;
        from += stride[axis] ?? 0;
        if (next < (shape[axis] ?? 0)) {
          index[axis] = next;
          break;
        }
        from -= next * (stride[axis] ?? 0);
        index[axis] = 0;
      }
    }
    return out;
  };
}
