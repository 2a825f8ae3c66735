import { GlottobenchError, isGlottobenchError } from '../../../base/errors.js';
import { openInProcess } from './in-process.js';
import type { RuntimeSession, SessionOptions, SessionSource } from './runtime-session.js';
import { divideThreads } from './divide-threads.js';
import { openThreads } from './threads.js';

/**
 * Opens a model, in as many sessions as its threads and the machine's memory give reason for.
 * @param file how the user knows it, for messages
 * @param megabytes that each session holds of its own, at most
 * @throws GB_CHECKPOINT_CORRUPT with the runtime's reason; GB_USAGE for an execution provider that
 * is not there
 */
export async function openSession(
  source: SessionSource,
  file: string,
  megabytes: number,
  options: SessionOptions,
): Promise<RuntimeSession> {
  const { sessions, threads } = divideThreads(options, megabytes);
  // nothing else of what the caller was given: it goes to threads as a message
  const each: SessionOptions = { threads, provider: options.provider };
  try {
    return await (sessions === 1
      ? openInProcess(source, each)
      : openThreads(source, each, sessions));
  } catch (error) {
    throw isGlottobenchError(error) ? error : refusal(error as Error, file, options);
  }
}

function refusal(error: Error, file: string, { provider }: SessionOptions): GlottobenchError {
  const reason = error.message.split('\n')[0] ?? '';
  if (provider !== undefined && provider !== 'cpu' && /backend|provider|cuda|cudnn/i.test(reason)) {
    return new GlottobenchError(
      'GB_USAGE',
      `the execution provider "${provider}" is not available: ${reason}`,
      {
        hint:
          provider === 'cuda'
            ? 'the CUDA libraries of onnxruntime-node are not part of this package: docs/scale.md says how to add them'
            : undefined,
        cause: error,
      },
    );
  }
  return new GlottobenchError(
    'GB_CHECKPOINT_CORRUPT',
    `ONNX Runtime cannot open the model: ${reason}`,
    { file, cause: error },
  );
}
