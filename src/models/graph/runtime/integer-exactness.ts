import {
  integerProbe,
  PROBE_INPUT,
  PROBE_OUTPUT,
  PROBE_RESULT,
  PROBE_SIZE,
} from '../onnx/integer-product.js';
import { openInProcess } from './in-process.js';

const ROWS = 4;
let known: Promise<boolean> | undefined;

/**
 * Whether products of unsigned with signed bytes are exact on this processor; asked once per
 * process, some milliseconds.
 */
export function signedBytesAreExact(): Promise<boolean> {
  return (known ??= probe());
}

async function probe(): Promise<boolean> {
  const model = integerProbe();
  const session = await openInProcess({ kind: 'model', model, weightsFolder: '' }, { threads: 1 });
  try {
    const data = new BigInt64Array(ROWS * PROBE_SIZE).fill(255n);
    const feeds = { [PROBE_INPUT]: { type: 'int64', data, shape: [ROWS, PROBE_SIZE] } } as const;
    const found = (await session.run(feeds, PROBE_OUTPUT)) as Int32Array;
    return found.every((value) => value === PROBE_RESULT);
  } finally {
    await session.close();
  }
}
