import { basename } from 'node:path';
import { corrupt } from '../../config/corrupt.js';
import { unpickle } from './pickle.js';
import { stateDictHooks } from './state-dict.js';

/** First value of a torch file from before 1.6 (`torch.serialization.MAGIC_NUMBER`). */
const MAGIC = 0x1950a86a20f9469cfc6cn;

/**
 * The error for a file that is not a zip. A pickle is read through the same restricted reader
 * first, so that one with a foreign global is named as such instead of being recommended for
 * conversion.
 */
export function refuseNonZip(bytes: Uint8Array, file: string): Error {
  const fault = (message: string): Error => corrupt(file, message);
  if (bytes[0] !== 0x80 && bytes[0] !== 0x28 && bytes[0] !== 0x63)
    return fault('is neither a zip nor a pickle: not a file that torch wrote, or damaged');
  const hooks = stateDictHooks(fault);
  try {
    let { value, end } = unpickle(bytes, hooks);
    if (value !== MAGIC) return fault('is a bare pickle, not a file that torch.save wrote');
    // Then the protocol's number, the machine's sizes, and the object itself.
    for (let part = 0; part < 3; part++) ({ value, end } = unpickle(bytes, hooks, end));
  } catch (error) {
    return error as Error;
  }
  const name = basename(file);
  return corrupt(file, 'is written in the format of torch before 1.6, which is not read here', {
    hint: [
      'Convert it once with Python, in the folder of the checkpoint:',
      '  import torch; from safetensors.torch import save_file',
      `  save_file({k: v.clone().contiguous() for k, v in torch.load("${name}", map_location="cpu", weights_only=True).items()}, "model.safetensors", metadata={"format": "pt"})`,
    ].join('\n'),
  });
}
