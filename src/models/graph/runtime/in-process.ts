import { readFile } from 'node:fs/promises';
import type { InferenceSession } from 'onnxruntime-node';
import { onnxRuntime } from '../../../base/onnx-runtime.js';
import type { RuntimeSession, SessionOptions, SessionSource } from './runtime-session.js';

/** Only errors: the runtime's warnings about constant folding mean nothing to a user. */
const LOG_ERRORS = 3;

/** A session in the calling thread, which its runs hold until they end. */
export async function openInProcess(
  source: SessionSource,
  options: SessionOptions,
): Promise<RuntimeSession> {
  const { Tensor } = onnxRuntime();
  const session = await create(source, options);
  const { inputNames, outputNames, inputMetadata, outputMetadata } = session;
  return {
    signature: { inputNames, outputNames, inputMetadata, outputMetadata },
    parallelRuns: 1,
    threadsPerRun: options.threads ?? 1,
    run: async (feeds, output) => {
      const tensors = Object.entries(feeds).map(
        ([name, { type, data, shape }]) => [name, new Tensor(type, data, shape)] as const,
      );
      return (await session.run(Object.fromEntries(tensors), [output]))[output]?.data;
    },
    close: () => session.release(),
  };
}

async function create(
  source: SessionSource,
  { threads, provider }: SessionOptions,
): Promise<InferenceSession> {
  const { InferenceSession: Session } = onnxRuntime();
  const options: InferenceSession.SessionOptions = {
    executionProviders: [provider ?? 'cpu'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: LOG_ERRORS,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  };
  if (source.kind === 'model') {
    return Session.create(source.model, {
      ...options,
      extra: { session: { model_external_initializers_file_folder_path: source.weightsFolder } },
    });
  }
  if (source.data === undefined) return Session.create(source.path, options);
  const externalData = [{ path: source.data.name, data: await readFile(source.data.realPath) }];
  return Session.create(await readFile(source.path), { ...options, externalData });
}
