import type { HubSettings } from '../hub/contract/settings.js';
import type { ModelId } from '../types/encoder.js';
import type { BatchLimits } from './batching/plan.js';
import type { EncoderSettings } from './encoder-settings.js';

/** How a checkpoint is opened: the settings of the table, and what no user sets. */
export interface OpenEncoderOptions extends EncoderSettings {
  /** Name and revision, where they are known better than from the folder (a hub snapshot). */
  readonly id?: ModelId | undefined;
  /** Where the base of an adapter may come from. */
  readonly hub?: Partial<HubSettings> | undefined;
  readonly batch?: BatchLimits | undefined;
  /** Most sessions of the runtime; as many as threads without. */
  readonly sessions?: number | undefined;
}
