import { corrupt } from '../config/corrupt.js';

interface RunLimits {
  readonly folder: string;
  readonly vocabularySize: number;
  readonly maxPositions: number | null;
}

/** What the runtime would answer with an error of its own, or not notice. */
export function checkInputs(
  ids: BigInt64Array,
  mask: BigInt64Array,
  rows: number,
  columns: number,
  limits: RunLimits,
): void {
  if (ids.length !== rows * columns || mask.length !== rows * columns)
    throw new RangeError(
      `${ids.length} ids and ${mask.length} mask values are not ${rows} x ${columns}`,
    );
  const { folder, vocabularySize, maxPositions } = limits;
  if (maxPositions !== null && columns > maxPositions)
    throw corrupt(
      folder,
      `a text has ${columns} tokens, the model has positions for ${maxPositions}`,
    );
  const bad = ids.findIndex((id) => id < 0n || id >= vocabularySize);
  if (bad !== -1)
    throw corrupt(
      folder,
      `the tokenizer gives token id ${ids[bad]}, the embedding matrix has ${vocabularySize} rows`,
    );
}

/** @returns the data, checked for size and NaN */
export function checkOutput(data: unknown, expected: number, folder: string): Float32Array {
  if (!(data instanceof Float32Array) || data.length !== expected)
    throw corrupt(folder, 'the model did not answer with a float32 vector per token');
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) throw corrupt(folder, 'the model answers with NaN or infinity');
  }
  return data;
}
