import { GlottobenchError } from './errors.js';

/**
 * What peft, AdapterHub and mlx call an adapter's configuration and weights, shards and their index
 * included.
 */
const ADAPTER =
  /^(adapter_config\.json|(pytorch_)?adapters?(_model)?([._-][\w.-]*)?\.(safetensors|bin|npz)(\.index\.json)?)$/i;

/** The configuration of a PEFT adapter. */
export const ADAPTER_CONFIG = 'adapter_config.json';
/** Files in which PEFT keeps the tensors of an adapter, in its order of search. */
export const ADAPTER_WEIGHTS: readonly string[] = [
  'adapter_model.safetensors',
  'adapter_model.bin',
];

/** Whether a file of that name changes the model beside which it lies, once Python loads it. */
export function isAdapterFile(name: string): boolean {
  return ADAPTER.test(name);
}

/**
 * Without its adapter a checkpoint gives the vectors of its base model: one that cannot be applied
 * is refused, by the name of the file.
 */
export function adapterRefusal(name: string, file: string): GlottobenchError {
  return new GlottobenchError(
    'GB_ARCHITECTURE_UNKNOWN',
    `${name} is part of an adapter that is not applied (PEFT's LoRA in one file is): the vectors would be those of the base model`,
    {
      file,
      hint: 'merge it in Python (model = model.merge_and_unload(), then save_pretrained) and evaluate the merged folder; where it is no part of the model, move it out of the folder',
    },
  );
}
