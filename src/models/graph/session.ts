import { InferenceSession } from 'onnxruntime-node';
import { GlottobenchError } from '../../base/errors.js';

export interface SessionOptions {
  /** Threads of the runtime; its own default without. */
  readonly threads?: number | undefined;
  /** Execution provider of ONNX Runtime, `cpu` without. */
  readonly provider?: string | undefined;
}

/**
 * Opens an ONNX model from memory.
 * @param folder real path of the folder in which its external data lies; the runtime reads nothing outside of it
 */
export async function openSession(model: Uint8Array, folder: string, options: SessionOptions): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, {
      executionProviders: [options.provider ?? 'cpu'],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      ...(options.threads === undefined ? {} : { intraOpNumThreads: options.threads }),
      extra: { session: { model_external_initializers_file_folder_path: folder } },
    });
  } catch (error) {
    throw new GlottobenchError('GB_CHECKPOINT_CORRUPT', `ONNX Runtime cannot open the model: ${(error as Error).message}`, { file: folder, cause: error });
  }
}
