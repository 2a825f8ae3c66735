import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import type { Architecture } from './contract/architecture.js';
import { bert } from './bert/bert.js';
import type { TransformerConfig } from '../config/transformer-config.js';
import { distilbert } from './distilbert/distilbert.js';
import { modernbert } from './modernbert/modernbert.js';
import { t5 } from './t5/t5.js';
import { xlmr } from './xlmr/xlmr.js';

/** Every backbone whose graph can be built from weights, one folder each. */
export const ARCHITECTURES: readonly Architecture[] = [bert, distilbert, xlmr, t5, modernbert];

/**
 * Chosen by `model_type`, as transformers' AutoModel does; `architectures` only names the class
 * that was saved.
 * @throws GB_ARCHITECTURE_UNKNOWN listing what is known
 */
export function architectureOf(config: TransformerConfig): Architecture {
  const found = ARCHITECTURES.find(({ modelTypes }) => modelTypes.includes(config.modelType));
  if (found !== undefined) return found;
  const known = ARCHITECTURES.flatMap(({ modelTypes }) => modelTypes);
  const [near] = didYouMean(config.modelType, known, 1);
  const named =
    config.modelType === ''
      ? 'config.json has no model_type'
      : `no graph is written for the model type "${config.modelType}"`;
  throw new GlottobenchError(
    'GB_ARCHITECTURE_UNKNOWN',
    `${named}${near === undefined ? '' : `, did you mean "${near}"?`} Known: ${known.join(', ')}.`,
    {
      file: config.file,
      pointer: '/model_type',
      hint: 'Export the model to ONNX (onnx/model.onnx in the folder) and it is opened as that.',
    },
  );
}
