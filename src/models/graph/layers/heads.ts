import { GlottobenchError } from '../../../base/errors.js';

/** Width of one head. @throws GB_CHECKPOINT_CORRUPT when the hidden size cannot be cut evenly, as in transformers */
export function headSizeOf(hiddenSize: number, heads: number): number {
  if (hiddenSize % heads !== 0) throw new GlottobenchError('GB_CHECKPOINT_CORRUPT', `the hidden size ${hiddenSize} cannot be cut into ${heads} heads`, { pointer: '/num_attention_heads' });
  return hiddenSize / heads;
}
