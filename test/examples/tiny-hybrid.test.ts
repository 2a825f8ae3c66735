import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const FOLDER = new URL('../../examples/tiny-hybrid/', import.meta.url);
const KINDS = ['monolingual', 'cross-lingual', 'hybrid'] as const;
const FP16_LIMIT = 3_000_000;

function bytes(path: string): Buffer {
  return readFileSync(new URL(path, FOLDER));
}

function json(path: string): unknown {
  return JSON.parse(bytes(path).toString('utf8'));
}

function tensors(path: string): Map<string, { dtype: string; shape: number[] }> {
  const file = bytes(path);
  const header = file.subarray(8, 8 + Number(file.readBigUInt64LE(0))).toString('utf8');
  const entries = Object.entries(
    JSON.parse(header) as Record<string, { dtype: string; shape: number[] }>,
  );
  return new Map(entries.filter(([name]) => name !== '__metadata__'));
}

describe.each(KINDS)('examples/tiny-hybrid/checkpoints/%s', (kind) => {
  const at = `checkpoints/${kind}`;

  it('holds at most 3 MB of fp16 weights, one row per token', () => {
    expect(statSync(new URL(`${at}/model.safetensors`, FOLDER)).size).toBeLessThanOrEqual(
      FP16_LIMIT,
    );
    const weights = tensors(`${at}/model.safetensors`);
    expect(new Set([...weights.values()].map(({ dtype }) => dtype))).toEqual(new Set(['F16']));
    const { model } = json(`${at}/tokenizer.json`) as { model: { vocab: unknown[] } };
    expect(weights.get('embeddings.word_embeddings.weight')?.shape[0]).toBe(model.vocab.length);
  });

  it('has a card that differs from the others in name and batching only', () => {
    const hybrid = json('checkpoints/hybrid/glottobench.json') as object;
    const batchSampling = kind === 'hybrid' ? { kind, alpha: 0.5 } : { kind };
    expect(json(`${at}/glottobench.json`)).toEqual({
      ...hybrid,
      name: `glottobench/tiny-${kind}`,
      batch_sampling: batchSampling,
    });
  });

  it('shares its vocabulary and its architecture with the others', () => {
    for (const file of ['tokenizer.json', 'config.json', 'modules.json']) {
      expect(bytes(`${at}/${file}`).equals(bytes(`checkpoints/hybrid/${file}`))).toBe(true);
    }
  });
});

describe('examples/tiny-hybrid/split.json', () => {
  const split = json('split.json') as { held_out_articles: number[]; held_out_languages: string[] };

  it('agrees with the cards, which train on no held-out language', () => {
    const card = json('checkpoints/hybrid/glottobench.json') as {
      languages: string[];
      held_out_languages: string[];
      held_out_articles: number[];
    };
    const held = new Set(split.held_out_languages);
    const iso = (tag: string): string => tag.slice(0, 3);
    expect(card.held_out_articles).toEqual(split.held_out_articles);
    expect(new Set(card.held_out_languages.map(iso))).toEqual(held);
    expect(card.languages.map(iso).filter((language) => held.has(language))).toEqual([]);
  });
});
