import { readFile } from 'node:fs/promises';
import { InferenceSession } from 'onnxruntime-node';
import { GlottobenchError } from '../../base/errors.js';

export interface SessionOptions {
  /** Threads of the runtime; its own default without. */
  readonly threads?: number | undefined;
  /** Execution provider of ONNX Runtime, `cpu` without. */
  readonly provider?: string | undefined;
}

/** Only errors: the runtime's warnings about constant folding mean nothing to a user. */
const LOG_ERRORS = 3;

function runtimeOptions({ threads, provider }: SessionOptions): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider ?? 'cpu'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: LOG_ERRORS,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  };
}

/**
 * Opens an ONNX model from memory.
 * @param weightsFolder real path of the folder in which its external data lies; the runtime reads nothing outside of it
 * @param file for messages
 */
export async function openSession(model: Uint8Array, weightsFolder: string, file: string, options: SessionOptions): Promise<InferenceSession> {
  const extra = { session: { model_external_initializers_file_folder_path: weightsFolder } };
  return orCorrupt(file, options, InferenceSession.create(model, { ...runtimeOptions(options), extra }));
}

/**
 * Opens an ONNX file.
 * @param realPath where the file lies; @param file how the user knows it
 * @param data its external data, where the runtime would not find it beside `realPath`: the hub cache keeps files under
 * the hash of their content. It is then read into memory.
 */
export async function openSessionFile(realPath: string, file: string, options: SessionOptions, data?: { readonly name: string; readonly realPath: string }): Promise<InferenceSession> {
  if (data === undefined) return orCorrupt(file, options, InferenceSession.create(realPath, runtimeOptions(options)));
  const externalData = [{ path: data.name, data: await readFile(data.realPath) }];
  return orCorrupt(file, options, InferenceSession.create(await readFile(realPath), { ...runtimeOptions(options), externalData }));
}

async function orCorrupt(file: string, { provider }: SessionOptions, opening: Promise<InferenceSession>): Promise<InferenceSession> {
  try {
    return await opening;
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0] ?? '';
    if (provider !== undefined && provider !== 'cpu' && /backend|provider|cuda|cudnn/i.test(reason)) {
      throw new GlottobenchError('GB_USAGE', `the execution provider "${provider}" is not available: ${reason}`, {
        hint: provider === 'cuda' ? 'the CUDA libraries of onnxruntime-node are not part of this package: docs/scale.md says how to add them' : undefined, cause: error,
      });
    }
    throw new GlottobenchError('GB_CHECKPOINT_CORRUPT', `ONNX Runtime cannot open the model: ${reason}`, { file, cause: error });
  }
}
