import { GlottobenchError } from '../../base/errors.js';
import { registeredModel } from '../../registry/models/model-registry.js';

const NAME = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/;

/**
 * @throws GB_USAGE for a name that results cannot have, that is a model's of MTEB, or that several
 * would have
 */
export function checkOwnName(as: string | undefined, models: number): void {
  if (as === undefined) return;
  if (!NAME.test(as) || as.includes('__'))
    throw new GlottobenchError('GB_USAGE', `--as takes a name org/name, got "${as}"`);
  if (registeredModel(as) !== undefined)
    throw new GlottobenchError('GB_USAGE', `--as ${as} is the name of a model in MTEB's registry`, {
      hint: 'choose one that is free, such as my-org/my-model',
    });
  if (models > 1)
    throw new GlottobenchError('GB_USAGE', `--as names one model, and ${models} are given`, {
      hint: 'run them one after the other',
    });
}
