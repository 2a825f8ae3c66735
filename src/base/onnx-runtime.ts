import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import type * as OnnxRuntime from 'onnxruntime-node';
import { GlottobenchError } from './errors.js';

/**
 * The runtime's own switch. It is read once, from the environment of the process, when the first
 * session is created.
 */
const SWITCH = 'ORT_DISABLE_TELEMETRY';

let loaded: typeof OnnxRuntime | undefined;

/**
 * ONNX Runtime with its telemetry off: left alone it keeps a device id and a database of events in
 * the user's folder and sends them to its maker. The one place that loads the binding.
 * @throws GB_USAGE as `telemetryOff`
 */
export function onnxRuntime(): typeof OnnxRuntime {
  telemetryOff();
  loaded ??= createRequire(import.meta.url)('onnxruntime-node') as typeof OnnxRuntime;
  return loaded;
}

/**
 * Call it before a thread is started that loads the runtime: a thread cannot change the environment
 * of its process.
 * @throws GB_USAGE where the environment of the process cannot be changed and the switch is not set
 */
export function telemetryOff(): void {
  if (process.env[SWITCH] === '1') return;
  if (isMainThread) {
    // A process turns the number into text. A test runner that hands out a copy of the environment
    // does not, and what is written there reaches nobody.
    Reflect.set(process.env, SWITCH, 1);
    if (process.env[SWITCH] === '1') return;
    Reflect.deleteProperty(process.env, SWITCH);
  }
  throw new GlottobenchError(
    'GB_USAGE',
    `ONNX Runtime would send telemetry, and ${SWITCH} cannot be set from here (a worker thread or a test runner)`,
    { hint: `start the process with ${SWITCH}=1 in its environment` },
  );
}
