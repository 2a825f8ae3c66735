import type { RegisteredModel } from '../types/generated/model-registry.js';

const SHORT: Readonly<Record<string, string>> = {
  bfloat16: 'bf16',
  float16: 'fp16',
  float32: 'fp32',
};

/**
 * The precision of a run as files and tables say it: `fp32 (declared bf16)` where MTEB's registry
 * declares a lower one, in which the scores of the board were made.
 */
export function shownPrecision(computed: string, model: RegisteredModel | undefined): string {
  const declared = model?.settings?.dtype;
  const short = declared === undefined ? undefined : (SHORT[declared] ?? declared);
  return short === undefined || short === computed ? computed : `${computed} (declared ${short})`;
}
