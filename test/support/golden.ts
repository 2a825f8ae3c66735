import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transformer } from '../../src/models/graph/transformer-types.js';

export interface GoldenRun {
  readonly role: string;
  readonly input_ids: readonly (readonly number[])[];
  /** Token embeddings pooled by Python, one text at a time. */
  readonly embeddings: readonly (readonly number[])[];
  readonly embeddings_padded_batch: readonly (readonly number[])[];
}

export interface Golden {
  readonly checkpoint: string;
  readonly pooling: string;
  readonly modules: readonly string[];
  readonly prompts: Readonly<Record<string, string>>;
  readonly runs: readonly GoldenRun[];
}

/**
 * Token ids that belong to a run's embeddings. sentence-transformers 6.2 gives the role `document`
 * the prompt `document`, which is empty in the E5-style folders; their golden ids were made with
 * the prompt `passage` instead.
 */
export function idsOf(golden: Golden, run: GoldenRun): GoldenRun['input_ids'] {
  const unprompted = run.role === 'document' && (golden.prompts['document'] ?? '') === '';
  return (
    (unprompted ? golden.runs.find(({ role }) => role === 'none') : run)?.input_ids ?? run.input_ids
  );
}

/** Folders below `root` that hold a golden.json; empty where `root` does not exist. */
export function goldenFolders(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root).filter((name) => existsSync(join(root, name, 'golden.json')));
}

export function readGolden(folder: string): Golden {
  return JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')) as Golden;
}

/** Runs texts as one padded batch and pools each: the tokens' mean or the first token. */
export async function embed(
  model: Transformer,
  texts: readonly (readonly number[])[],
  pooling: string,
  padding = 0,
): Promise<Float64Array[]> {
  const columns = Math.max(...texts.map((ids) => ids.length));
  const ids = new BigInt64Array(texts.length * columns).fill(BigInt(padding));
  const mask = new BigInt64Array(texts.length * columns);
  texts.forEach((text, row) =>
    text.forEach((id, column) => {
      ids[row * columns + column] = BigInt(id);
      mask[row * columns + column] = 1n;
    }),
  );
  const tokens = await model.run(ids, mask, texts.length, columns);
  const width = model.hiddenSize;
  return texts.map((text, row) => {
    const taken = pooling === 'cls' ? 1 : text.length;
    const sum = new Float64Array(width);
    for (let column = 0; column < taken; column++) {
      for (let i = 0; i < width; i++)
        sum[i] = (sum[i] ?? 0) + (tokens[(row * columns + column) * width + i] ?? 0) / taken;
    }
    return sum;
  });
}

/** Applies the modules after pooling (Dense with tanh, Normalize) of the golden folders. */
export function afterPooling(
  folder: string,
  modules: readonly string[],
  vector: Float64Array,
): Float64Array {
  let out = vector;
  if (modules.includes('Dense')) {
    const file = readFileSync(join(folder, '2_Dense', 'model.safetensors'));
    const length = Number(file.readBigUInt64LE());
    const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Record<
      string,
      { data_offsets: [number, number] }
    >;
    const floats = (name: string): Float32Array => {
      const [begin, end] = header[name]?.data_offsets ?? [0, 0];
      return new Float32Array(
        new Uint8Array(file.subarray(8 + length + begin, 8 + length + end)).buffer,
      );
    };
    const [weight, bias] = [floats('linear.weight'), floats('linear.bias')];
    out = Float64Array.from(bias, (b, o) =>
      Math.tanh(vector.reduce((sum, x, i) => sum + x * (weight[o * vector.length + i] ?? NaN), b)),
    );
  }
  if (!modules.includes('Normalize')) return out;
  const norm = Math.hypot(...out);
  return out.map((x) => x / norm);
}

/** `minCosine` and `maxRelativeL2` over pairs of vectors. */
export function distance(
  got: readonly ArrayLike<number>[],
  want: readonly ArrayLike<number>[],
): { minCosine: number; maxRelativeL2: number } {
  let minCosine = Infinity;
  let maxRelativeL2 = -Infinity;
  want.forEach((expected, row) => {
    const actual = got[row];
    if (actual?.length !== expected.length)
      throw new Error(`row ${row} has ${actual?.length} dimensions, wanted ${expected.length}`);
    let [dot, a2, b2, d2] = [0, 0, 0, 0];
    for (let i = 0; i < expected.length; i++) {
      const [a, b] = [actual[i] ?? NaN, expected[i] ?? NaN];
      dot += a * b;
      a2 += a * a;
      b2 += b * b;
      d2 += (a - b) ** 2;
    }
    minCosine = Math.min(minCosine, dot / Math.sqrt(a2 * b2));
    maxRelativeL2 = Math.max(maxRelativeL2, Math.sqrt(d2 / b2));
  });
  return { minCosine, maxRelativeL2 };
}
