import { join } from 'node:path';
import { adapterRefusal } from '../../base/adapter-files.js';
import { openGraphTransformer } from './graph-transformer.js';
import { findOnnxFile, openOnnxTransformer } from './onnx-file.js';
import type { OpenTransformerOptions, Transformer } from './transformer-types.js';
import { weightFileOf } from '../weights/open-weights.js';

/**
 * Opens the network of a checkpoint folder: from its weights where it has any, else from its ONNX
 * file.
 * @throws GB_NOT_FOUND, GB_ARCHITECTURE_UNKNOWN, GB_CHECKPOINT_CORRUPT
 */
export async function openTransformer(
  folder: string,
  options: OpenTransformerOptions = {},
): Promise<Transformer> {
  const onnxFile =
    options.onnxFile ?? (weightFileOf(folder) === undefined ? findOnnxFile(folder) : undefined);
  const { adapter } = options;
  if (adapter !== undefined && onnxFile !== undefined)
    throw adapterRefusal(adapter.weights, join(adapter.folder, adapter.weights));
  return onnxFile === undefined
    ? openGraphTransformer(folder, options)
    : openOnnxTransformer(folder, onnxFile, options);
}
