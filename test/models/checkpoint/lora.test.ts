import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openEncoder } from '../../../src/models/open-encoder.js';
import { readCheckpoint } from '../../../src/models/checkpoint/checkpoint.js';
import { hashCheckpoint } from '../../../src/models/checkpoint/content-files.js';
import { quantizeLinear } from '../../../src/models/graph/onnx/quantize.js';
import type { StoredTensor } from '../../../src/models/weights/tensors/stored-tensor.js';
import { editJson, faultOf } from '../../support/checkpoint-copy.js';

const FIXTURES = 'test/fixtures/adapters';
const NAMES = ['plain', 'other', 'patterns', 'table', 't5'];

interface Golden {
  readonly texts: readonly string[];
  readonly vectors: readonly (readonly number[])[];
}

const golden = (name: string): Golden =>
  JSON.parse(readFileSync(join(FIXTURES, name, 'golden.json'), 'utf8')) as Golden;

async function vectorsOf(folder: string, texts: readonly string[]): Promise<number[][]> {
  const { encoder } = await openEncoder(folder, { threads: 1 });
  try {
    const all = await encoder.encodeWithPrompt(texts, '');
    return texts.map((_, i) => [...all.subarray(i * encoder.dims, (i + 1) * encoder.dims)]);
  } finally {
    await encoder.close();
  }
}

/** ‖a − b‖ ÷ ‖b‖, the largest of all texts. */
function distance(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  return Math.max(
    ...a.map((row, i) => {
      const other = b[i] ?? [];
      return Math.hypot(...row.map((x, k) => x - (other[k] ?? NaN))) / Math.hypot(...other);
    }),
  );
}

/** A copy of adapter and bases that may be changed. */
async function withCopy<T>(name: string, use: (folder: string) => Promise<T>): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), 'glottobench-'));
  try {
    for (const one of [name, 'base', 'base-t5'])
      cpSync(join(FIXTURES, one), join(parent, one), { recursive: true });
    return await use(join(parent, name));
  } finally {
    rmSync(parent, { recursive: true });
  }
}

const config = (folder: string, change: Parameters<typeof editJson>[2]): void =>
  editJson(folder, 'adapter_config.json', change);

/** Renames or drops tensors of the adapter: same bytes, another header. */
function editTensors(folder: string, change: (name: string) => string): void {
  const path = join(folder, 'adapter_model.safetensors');
  const content = readFileSync(path);
  const length = Number(content.readBigUInt64LE());
  const header = JSON.parse(content.toString('utf8', 8, 8 + length)) as Record<string, unknown>;
  const changed = Buffer.from(
    JSON.stringify(
      Object.fromEntries(Object.entries(header).map(([key, value]) => [change(key), value])),
    ),
  );
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(changed.length));
  writeFileSync(path, Buffer.concat([size, changed, content.subarray(8 + length)]));
}

describe('a LoRA adapter', () => {
  it.each(NAMES)('gives the vectors of Python with PEFT: %s', async (name) => {
    const { texts, vectors } = golden(name);
    expect(distance(await vectorsOf(join(FIXTURES, name), texts), vectors)).toBeLessThan(1e-5);
  });

  it('makes other vectors than its base, and two adapters of one base are two models', async () => {
    const { texts } = golden('plain');
    const [base, plain, other] = await Promise.all(
      ['base', 'plain', 'other'].map((name) => vectorsOf(join(FIXTURES, name), texts)),
    );
    expect(distance(plain ?? [], base ?? [])).toBeGreaterThan(0.01);
    expect(distance(plain ?? [], other ?? [])).toBeGreaterThan(0.01);
    const hashes = await Promise.all(
      ['base', 'plain', 'other'].map(async (name) =>
        hashCheckpoint(await readCheckpoint(join(FIXTURES, name))),
      ),
    );
    expect(new Set(hashes).size).toBe(3);
  });

  it('beside its base is applied to what lies there, and says so; its content does not depend on the place of the base', async () => {
    await withCopy('plain', async (folder) => {
      const { texts, vectors } = golden('plain');
      const apart = await hashCheckpoint(await readCheckpoint(folder));
      expect(apart).toBe(await hashCheckpoint(await readCheckpoint(join(FIXTURES, 'plain'))));
      for (const name of ['config.json', 'model.safetensors'])
        cpSync(join(folder, '..', 'base', name), join(folder, name));
      rmSync(join(folder, '..', 'base'), { recursive: true });
      config(folder, { base_model_name_or_path: '/another/machine/base' });
      expect(distance(await vectorsOf(folder, texts), vectors)).toBeLessThan(1e-5);
      const { doubts } = await readCheckpoint(folder);
      expect(doubts.join()).toContain('trained on "/another/machine/base"');
    });
  });

  it('changes the content when its tensors or its base change', async () => {
    await withCopy('plain', async (folder) => {
      const hash = async (): Promise<string> => hashCheckpoint(await readCheckpoint(folder));
      const before = await hash();
      config(folder, { lora_alpha: 9 });
      const scaled = await hash();
      writeFileSync(join(folder, '..', 'base', 'model.safetensors'), 'x');
      expect(new Set([before, scaled, await hash()]).size).toBe(3);
    });
  });

  it('is merged before weights are quantised', () => {
    const folder = mkdtempSync(join(tmpdir(), 'glottobench-'));
    const stored = (
      name: string,
      shape: readonly number[],
      values: readonly number[],
    ): StoredTensor => {
      const file = join(folder, name);
      writeFileSync(file, new Uint8Array(Float32Array.from(values).buffer));
      return {
        name,
        dtype: 'F32',
        shape,
        file,
        realFile: file,
        location: name,
        offset: 0,
        bytes: 4 * values.length,
      };
    };
    try {
      const base = stored('w', [2, 3], [1, 2, 3, 4, 5, 6]);
      const lowRank = {
        a: stored('a', [2, 3], [1, 0, -1, 2, 2, 0]),
        b: stored('b', [2, 2], [3, 1, 0, -2]),
        scale: 0.5,
        isTable: false,
      };
      // [3·1 + 1·2, 3·0 + 1·2, 3·−1 + 0] ÷ 2 and [−4, −4, 0] ÷ 2 on top
      const merged = stored('m', [2, 3], [3.5, 3, 1.5, 2, 3, 6]);
      expect(quantizeLinear({ ...base, lowRank })).toEqual(quantizeLinear(merged));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('scales by alpha ÷ rank', async () => {
    await withCopy('plain', async (folder) => {
      const { texts } = golden('plain');
      const base = await vectorsOf(join(FIXTURES, 'base'), texts);
      config(folder, { lora_alpha: 0 });
      expect(distance(await vectorsOf(folder, texts), base)).toBeLessThan(1e-6);
    });
  });

  it.each<[string, object, string]>([
    ['DoRA', { use_dora: true }, 'DoRA'],
    ['another method', { peft_type: 'IA3' }, 'IA3'],
    ['trained biases', { bias: 'lora_only' }, 'lora_only'],
    ['PiSSA', { init_lora_weights: 'pissa' }, 'pissa'],
    ['transposed weights', { fan_in_fan_out: true }, 'fan_in_fan_out'],
    ['a member of tomorrow', { use_whatever: 3 }, 'use_whatever'],
  ])('of a form that is not applied is refused by name: %s', async (_, change, word) => {
    await withCopy('plain', async (folder) => {
      config(folder, change as Record<string, unknown>);
      const fault = await faultOf(openEncoder(folder));
      expect(fault.code).toBe('GB_ARCHITECTURE_UNKNOWN');
      expect(fault.message).toContain(word);
      expect(fault.hint).toContain('merge_and_unload');
    });
  });

  it.each<[string, object, string]>([
    ['rank 0', { r: 0 }, 'rank 0'],
    ['a rank that its tensors do not have', { r: 5 }, 'not of rank 5'],
    ['rank 0 of one module', { rank_pattern: { value: 0 } }, 'rank 0'],
    ['a pattern that could take for ever', { rank_pattern: { '(a+)+': 2 } }, 'not understood'],
    ['no modules', { target_modules: [] }, 'names no modules'],
    ['a module without tensors', { target_modules: ['query', 'value', 'key'] }, '.key'],
    ['a saved module without tensors', { modules_to_save: ['LayerNorm'] }, 'LayerNorm'],
  ])('with %s is refused', async (_, change, word) => {
    await withCopy('plain', async (folder) => {
      config(folder, change as Record<string, unknown>);
      const fault = await faultOf(openEncoder(folder));
      expect(fault.code).toBe('GB_CHECKPOINT_CORRUPT');
      expect(fault.message).toContain(word);
    });
  });

  it.each<[string, (name: string) => string, string]>([
    ['a missing half', (name) => name.replace(/query\.lora_A/u, 'query.lora_C'), 'belongs neither'],
    [
      'a tensor of DoRA',
      (name) => name.replace('value.lora_B.weight', 'value.lora_magnitude_vector'),
      'lora_magnitude_vector',
    ],
    [
      'a layer that the base has not',
      (name) => name.replace('layer.0', 'layer.7'),
      'of another base',
    ],
    [
      'an A without B',
      (name) => name.replace('query.lora_B', 'key.lora_B'),
      'no counterpart lora_',
    ],
  ])('with %s is refused by the name of the tensor', async (_, change, word) => {
    await withCopy('plain', async (folder) => {
      editTensors(folder, change);
      const fault = await faultOf(openEncoder(folder));
      expect(fault.code).toBe('GB_CHECKPOINT_CORRUPT');
      expect(fault.message).toContain(word);
    });
  });

  it('of another base is refused with both shapes', async () => {
    await withCopy('t5', async (folder) => {
      config(folder, { base_model_name_or_path: '../base' });
      expect((await faultOf(openEncoder(folder))).message).toContain('of another base');
    });
  });

  it.each([
    ['/not/there', 'is not there'],
    [null, 'does not name its base'],
  ])('whose base is %j is refused with what to do', async (base, word) => {
    await withCopy('plain', async (folder) => {
      config(folder, { base_model_name_or_path: base });
      expect((await faultOf(openEncoder(folder))).message).toContain(word);
    });
  });

  it('beside a second one, or on top of another, is refused', async () => {
    await withCopy('plain', async (folder) => {
      mkdirSync(join(folder, 'checkpoint-500'));
      writeFileSync(join(folder, 'checkpoint-500', 'adapter_config.json'), '{}');
      await expect(readCheckpoint(folder)).resolves.toBeDefined();
      mkdirSync(join(folder, 'german'));
      writeFileSync(join(folder, 'german', 'adapter_config.json'), '{}');
      expect((await faultOf(openEncoder(folder))).message).toContain('german/adapter_config.json');
    });
    await withCopy('plain', async (folder) => {
      writeFileSync(join(folder, '..', 'base', 'adapter_config.json'), '{}');
      expect((await faultOf(openEncoder(folder))).message).toContain('is part of an adapter');
    });
  });

  it('writes nothing', async () => {
    await withCopy('plain', async (folder) => {
      await vectorsOf(folder, ['x']);
      expect(existsSync(join(folder, 'model.safetensors'))).toBe(false);
      expect(existsSync(join(folder, 'config.json'))).toBe(false);
    });
  });
});
