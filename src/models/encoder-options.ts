import type { ModelId } from '../types/encoder.js';
import type { BatchLimits } from './batching/plan.js';
import type { OpenTransformerOptions } from './graph/transformer-types.js';

export interface OpenEncoderOptions extends OpenTransformerOptions {
  /** Name and revision, where they are known better than from the folder (a hub snapshot). */
  readonly id?: ModelId | undefined;
  /** Put before every query or document instead of the checkpoint's own prompt; `""` takes it away. */
  readonly promptQuery?: string | undefined;
  readonly promptDocument?: string | undefined;
  /** Keep the first so many components (Matryoshka), instead of the checkpoint's own `truncate_dim`. */
  readonly truncateDim?: number | undefined;
  /** Cut texts after so many tokens, instead of the checkpoint's own limit. */
  readonly maxTokens?: number | undefined;
  readonly batch?: BatchLimits | undefined;
}
