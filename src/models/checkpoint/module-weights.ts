import { open } from 'node:fs/promises';
import { corrupt } from '../config/corrupt.js';
import { requireFinite } from '../weights/finite.js';
import { openWeights } from '../weights/open-weights.js';
import { elements, formatShape, type StoredTensor } from '../weights/tensors/stored-tensor.js';

/**
 * The tensors of a small module (Dense, LayerNorm: at most a few megabytes), read when asked for.
 */
interface ModuleWeights {
  /**
   * @returns the tensor as float32; @throws GB_CHECKPOINT_CORRUPT when it is missing or has another
   * shape
   */
  read(name: string, shape: readonly number[]): Promise<Float32Array>;
}

/** Opens `model.safetensors` or `pytorch_model.bin` of a module's folder. */
export async function openModuleWeights(folder: string): Promise<ModuleWeights> {
  const { tensors } = await openWeights(folder);
  return {
    async read(name, shape) {
      const tensor = tensors.get(name);
      if (tensor === undefined)
        throw corrupt(
          folder,
          `tensor "${name}" is missing; there are ${[...tensors.keys()].join(', ') || 'none'}`,
        );
      if (tensor.shape.join() !== shape.join())
        throw corrupt(
          tensor.file,
          `tensor "${name}" has the shape ${formatShape(tensor.shape)}, expected ${formatShape(shape)}`,
        );
      await requireFinite([tensor]);
      return toFloat32(await bytesOf(tensor), tensor);
    },
  };
}

async function bytesOf(tensor: StoredTensor): Promise<DataView> {
  const handle = await open(tensor.realFile, 'r');
  try {
    const bytes = new Uint8Array(tensor.bytes);
    await handle.read(bytes, 0, tensor.bytes, tensor.offset);
    return new DataView(bytes.buffer);
  } finally {
    await handle.close();
  }
}

function toFloat32(view: DataView, tensor: StoredTensor): Float32Array {
  const out = new Float32Array(elements(tensor.shape));
  const element = reader(view, tensor);
  for (let i = 0; i < out.length; i++) out[i] = element(i);
  return out;
}

function reader(view: DataView, tensor: StoredTensor): (index: number) => number {
  switch (tensor.dtype) {
    case 'F32':
      return (i) => view.getFloat32(4 * i, true);
    case 'F64':
      return (i) => view.getFloat64(8 * i, true);
    case 'F16':
      return (i) => halfToNumber(view.getUint16(2 * i, true));
    case 'BF16': {
      const bits = new DataView(new ArrayBuffer(4));
      return (i) => {
        bits.setUint16(2, view.getUint16(2 * i, true), true);
        return bits.getFloat32(0, true);
      };
    }
    default:
      throw corrupt(
        tensor.file,
        `tensor "${tensor.name}" has the type ${tensor.dtype}; a linear layer has floating-point weights`,
      );
  }
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
