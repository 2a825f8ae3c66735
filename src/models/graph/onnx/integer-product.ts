import { elementTypeNumber, GraphWriter } from './writer.js';

/**
 * `PROBE_INPUT` int64 `[rows, PROBE_SIZE]`, all 255 → `PROBE_OUTPUT` int32 `[rows, PROBE_SIZE]`,
 * all `PROBE_RESULT`.
 */
export const PROBE_INPUT = 'x';
export const PROBE_OUTPUT = 'y';
export const PROBE_SIZE = 128;
export const PROBE_RESULT = 255 * 127 * PROBE_SIZE;

/**
 * The product of the largest unsigned and the largest signed bytes. Processors without VNNI add two
 * such products in 16 bits, which saturate: 2 · 255 · 127 is over 32,767 (ONNX Runtime, "Quantize
 * ONNX models", U8S8 on AVX2).
 */
export function integerProbe(): Uint8Array {
  const writer = new GraphWriter();
  const x = writer.input(PROBE_INPUT, 'int64', ['rows', PROBE_SIZE]);
  const [bytes] = writer.node('Cast', [x], { to: elementTypeNumber('uint8') });
  const weights = new Int8Array(PROBE_SIZE * PROBE_SIZE).fill(127);
  const w = writer.constant('w', 'int8', [PROBE_SIZE, PROBE_SIZE], weights);
  const [product] = writer.node('MatMulInteger', [bytes, w]);
  writer.output(product, PROBE_OUTPUT, 'int32', ['rows', PROBE_SIZE]);
  return writer.serialize();
}
