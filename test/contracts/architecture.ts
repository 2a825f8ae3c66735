import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isGlottobenchError } from '../../src/base/errors.js';
import type {
  Architecture,
  BuiltGraph,
  StoredTransformer,
} from '../../src/models/graph/contract/architecture.js';
import { TransformerConfig } from '../../src/models/config/transformer-config.js';
import { openTransformer } from '../../src/models/graph/open-transformer.js';
import type { Transformer } from '../../src/models/graph/transformer-types.js';
import { openWeights, weightFileOf } from '../../src/models/weights/open-weights.js';
import { distance } from '../support/golden.js';

/** Model type of the checkpoint in a folder. */
export function modelTypeOf(folder: string): string {
  const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as {
    model_type: string;
  };
  return config.model_type;
}

/**
 * What every backbone promises beside equal vectors (test/models/graph/golden.test.ts compares
 * those with transformers).
 * @param folder a tiny checkpoint of this architecture
 */
export function architectureContract(architecture: Architecture, folder: string): void {
  const built = async (
    change: (tensors: Map<string, Tensor>) => void = () => undefined,
    precision: StoredTransformer['precision'] = 'fp32',
  ): Promise<BuiltGraph> => {
    const weights = await openWeights(folder);
    const tensors = new Map(weights.tensors);
    change(tensors);
    const file = join(folder, weightFileOf(folder) ?? '');
    return architecture.build({
      config: await TransformerConfig.read(folder),
      tensors,
      file,
      precision,
    });
  };
  const refusal = async (change: (tensors: Map<string, Tensor>) => void): Promise<string> => {
    try {
      await built(change);
      return '';
    } catch (error) {
      if (isGlottobenchError(error)) return `${error.code}: ${error.message}`;
      throw error;
    }
  };
  describe(`architecture contract: ${architecture.title}, ${modelTypeOf(folder)}`, () => {
    it('says what it needs, and takes nothing twice', async () => {
      const { hiddenSize, vocabularySize, maxPositions, used } = await built();
      const table = used.find(
        ({ shape }) => shape[0] === vocabularySize && shape[1] === hiddenSize,
      );
      expect(table).toBeDefined();
      expect(maxPositions === null || maxPositions > 1).toBe(true);
      expect(new Set(used.map(({ name }) => name)).size).toBe(used.length);
    });

    it('refuses a checkpoint in which any of its tensors is missing, by name, or takes its tied copy', async () => {
      const { used } = await built();
      for (const { name, shape } of used) {
        const without = (tensors: Map<string, Tensor>): void => void tensors.delete(name);
        const said = await refusal(without);
        if (said !== '') expect(said).toMatch(/^GB_CHECKPOINT_CORRUPT.*missing/);
        else {
          const known = new Set(used.map((tensor) => tensor.name));
          const others = (await built(without)).used.filter((tensor) => !known.has(tensor.name));
          expect(others.map((tensor) => tensor.shape)).toEqual([shape]);
        }
      }
    });

    it('refuses a tensor of another shape or type, by name', async () => {
      const { used } = await built();
      for (const { name } of used) {
        const shaped = await refusal((tensors) => edit(tensors, name, { shape: [1, 2, 3, 4] }));
        expect(shaped).toContain(`"${name}" has shape`);
        const typed = await refusal((tensors) => edit(tensors, name, { dtype: 'I64' }));
        expect(typed).toContain(`"${name}" has dtype I64`);
      }
    });

    it('reads past what belongs to heads and optimisers, and past a prefix of the whole', async () => {
      const plain = await built();
      const prefixed = await built((tensors) => {
        for (const [name, tensor] of [...tensors]) {
          tensors.delete(name);
          tensors.set(`wrapped.${name}`, { ...tensor, name: `wrapped.${name}` });
        }
        const [any] = tensors.values();
        if (any !== undefined) tensors.set('head.out', { ...any, name: 'head.out' });
      });
      expect(prefixed.used.map(({ name }) => name)).toEqual(
        plain.used.map(({ name }) => `wrapped.${name}`),
      );
      expect(prefixed.hiddenSize).toBe(plain.hiddenSize);
    });

    it('builds a graph of int8 matrices from the same tensors', async () => {
      const [float, int8] = [await built(), await built(undefined, 'int8')];
      expect(int8.used.map(({ name }) => name)).toEqual(float.used.map(({ name }) => name));
      expect(int8.model).not.toEqual(float.model);
    });

    it('sees neither padding nor the other texts of a batch', () =>
      using(folder, async (model) => {
        const padding = 7;
        const alone = await tokensOf(model, [[9, 12, 30]], padding);
        const among = await tokensOf(
          model,
          [
            [5, 6, 8, 11, 13, 40],
            [9, 12, 30],
          ],
          padding,
        );
        const got = among[1]?.slice(0, 3) ?? [];
        expect(distance(got, alone[0] ?? []).maxRelativeL2).toBeLessThanOrEqual(2e-5);
        const other = await tokensOf(
          model,
          [
            [44, 45, 46, 47, 48, 49],
            [9, 12, 30],
          ],
          33,
        );
        expect(
          distance(other[1]?.slice(0, 3) ?? [], alone[0] ?? []).maxRelativeL2,
        ).toBeLessThanOrEqual(2e-5);
      }));

    it('knows the order of the tokens', () =>
      using(folder, async (model) => {
        const [first] = await tokensOf(model, [[9, 12, 30, 41]], 7);
        const [swapped] = await tokensOf(model, [[9, 30, 12, 41]], 7);
        const apart = distance([swapped?.[0] ?? []], [first?.[0] ?? []]).maxRelativeL2;
        expect(apart).toBeGreaterThan(1e-4);
      }));

    it('reads as many tokens as it says, and refuses one more', () =>
      using(folder, async (model) => {
        const most = model.maxPositions ?? 200;
        const [tokens] = await tokensOf(model, [Array.from({ length: most }, () => 9)], 7);
        expect(tokens).toHaveLength(most);
        if (model.maxPositions === null) return;
        const over = tokensOf(model, [Array.from({ length: most + 1 }, () => 9)], 7);
        await expect(over).rejects.toMatchObject({ code: 'GB_CHECKPOINT_CORRUPT' });
      }));
  });
}

type Tensor =
  Awaited<ReturnType<typeof openWeights>>['tensors'] extends ReadonlyMap<string, infer T>
    ? T
    : never;

function edit(tensors: Map<string, Tensor>, name: string, change: Partial<Tensor>): void {
  const tensor = tensors.get(name);
  if (tensor !== undefined) tensors.set(name, { ...tensor, ...change });
}

async function using(folder: string, use: (model: Transformer) => Promise<void>): Promise<void> {
  const model = await openTransformer(folder, { threads: 1 });
  try {
    await use(model);
  } finally {
    await model.close();
  }
}

/** Vectors of each token of each text, padding included: `[texts][columns][hiddenSize]` */
async function tokensOf(
  model: Transformer,
  texts: readonly (readonly number[])[],
  padding: number,
): Promise<Float32Array[][]> {
  const columns = Math.max(...texts.map(({ length }) => length));
  const padded = texts.map((ids) => [
    ...ids,
    ...new Array<number>(columns - ids.length).fill(padding),
  ]);
  const mask = texts.map(
    (ids) => padded[0]?.map((_, column) => (column < ids.length ? 1n : 0n)) ?? [],
  );
  const out = await model.run(
    BigInt64Array.from(padded.flat().map(BigInt)),
    BigInt64Array.from(mask.flat()),
    texts.length,
    columns,
  );
  const at = (token: number): Float32Array =>
    out.subarray(token * model.hiddenSize, (token + 1) * model.hiddenSize);
  return texts.map((_, row) => Array.from({ length: columns }, (__, i) => at(row * columns + i)));
}
