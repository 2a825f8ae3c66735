import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../src/cli/program.js';
import type { CheckpointSummary } from '../../src/models/checkpoint-summary.js';
import { readGolden } from '../../tools/parity/golden.js';
import { variant, withVariant } from '../support/checkpoint-copy.js';

async function run(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    env: {},
    interactive: false,
    columns: 80,
    signal: new AbortController().signal,
  };
  const status = await runProgram(argv, io);
  return { status, out, err };
}

describe('models list', () => {
  it('names the built-in models and every backbone, within the width of the terminal', async () => {
    const { status, out } = await run('models', 'list');
    expect(status).toBe(0);
    expect(out).toMatch(/bm25[\s\S]*random[\s\S]*bert[\s\S]*xlm-roberta[\s\S]*mt5[\s\S]*onnx/);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const json = JSON.parse((await run('models', 'list', '--json')).out) as { name: string }[];
    expect(json.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['bm25', 'random', 'onnx']),
    );
    expect((await run('models', 'list', '--csv')).out.split('\n')[0]).toBe('kind,name,what');
  });
});

describe('models inspect', () => {
  it('shows a checkpoint with its doubts, and the same as JSON', async () => {
    await withVariant('prompt-passage', async (folder) => {
      writeFileSync(
        join(folder, 'glottobench.json'),
        JSON.stringify({
          name: 'us/tiny',
          backbone: 'mbert',
          batch_sampling: { kind: 'hybrid', alpha: 0.5 },
          languages: ['tha-Thai'],
          seed: 3,
        }),
      );
      const page = await run('models', 'inspect', folder);
      expect(page.status).toBe(0);
      expect(page.out).toMatch(/^us\/tiny\n/);
      for (const line of [
        /architecture +BertModel, backbone mbert/,
        /pooling +mean/,
        /query prompt +"query: " \(prompts\.query\)/,
        /document prompt +none/,
        /batches +hybrid, alpha 0\.5/,
        /One doubt\n {2}- the checkpoint has a prompt "passage"/,
      ])
        expect(page.out).toMatch(line);
      expect(Math.max(...page.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(
        Math.max(80, folder.length),
      );
      const found = JSON.parse(
        (await run('models', 'inspect', folder, '--json')).out,
      ) as CheckpointSummary;
      expect(found).toMatchObject({
        backbone: 'mbert',
        dims: 16,
        maxTokens: { query: 32, document: 32 },
        tokenizer: { kind: 'WordPiece' },
        precision: { stored: 'fp32', computed: 'fp32' },
        card: { seed: 3 },
      });
      expect(found.doubts).toHaveLength(1);
      const overridden = JSON.parse(
        (await run('models', 'inspect', folder, '--prompt-document', 'passage: ', '--json')).out,
      ) as CheckpointSummary;
      expect(overridden.prompts[1]).toEqual({
        role: 'document',
        text: 'passage: ',
        from: 'override',
      });
      expect(overridden.doubts).toEqual([]);
    });
  });

  it('says how far int8 is from fp32, and nothing of it otherwise', async () => {
    const page = await run('models', 'inspect', variant('pool-last'), '--precision', 'int8');
    expect(page.out).toMatch(
      /fidelity +int8 against fp32, 64 texts: cosine 0\.9\d{4} at least, 0\.9\d{4}/,
    );
    const found = JSON.parse(
      (await run('models', 'inspect', variant('pool-last'), '--precision', 'int8', '--json')).out,
    ) as {
      fidelity: { texts: number; minCosine: number; meanCosine: number };
      precision: { computed: string };
    };
    expect(found.precision.computed).toBe('int8');
    expect(found.fidelity.texts).toBe(64);
    expect(found.fidelity.minCosine).toBeLessThan(found.fidelity.meanCosine);
    expect(
      (
        JSON.parse((await run('models', 'inspect', variant('pool-last'), '--json')).out) as {
          fidelity: null;
        }
      ).fidelity,
    ).toBeNull();
  });

  it('opens a checkpoint that ships by its name', async () => {
    const { status, out } = await run('models', 'inspect', 'glottobench/tiny-hybrid');
    expect(status).toBe(0);
    expect(out).toMatch(/^glottobench\/tiny-hybrid\n/);
    expect((await run('models', 'embed', 'glottobench/tiny-hybrid', '--text', 'a')).status).toBe(0);
  });

  it('doubts more components or tokens than there are', async () => {
    const found = JSON.parse(
      (
        await run(
          'models',
          'inspect',
          variant('pool-max'),
          '--truncate-dim',
          '9999',
          '--max-tokens',
          '100000',
          '--json',
        )
      ).out,
    ) as CheckpointSummary;
    expect(found).toMatchObject({ dims: 16, truncateDim: null });
    expect(found.doubts).toEqual(
      expect.arrayContaining([
        expect.stringContaining('9999 components are wanted, but a vector has 16'),
        expect.stringMatching(/100000 tokens are wanted, but there are \d+ positions/),
      ]),
    );
  });

  it('counts parameters of transformer and head', async () => {
    const found = JSON.parse(
      (await run('models', 'inspect', variant('heads'), '--json')).out,
    ) as CheckpointSummary;
    const plain = JSON.parse(
      (await run('models', 'inspect', variant('pool-max'), '--json')).out,
    ) as CheckpointSummary;
    // Dense 16 → 20 without bias, LayerNorm 20, Dense 20 → 12 with bias and projected residual
    expect((found.parameters ?? 0) - (plain.parameters ?? 0)).toBe(320 + 40 + (240 + 12 + 240));
    expect(found.embeddingParameters).toBe(found.tokenizer.size * 16);
  });
});

describe('models embed', () => {
  it('prints the vectors and token ids that Python gives', async () => {
    const golden = await readGolden(variant('prompt-excluded'));
    const wanted = golden.runs.find(({ role }) => role === 'query');
    const { status, out } = await run(
      'models',
      'embed',
      variant('prompt-excluded'),
      '--text',
      golden.texts[0]?.text ?? '',
      '--role',
      'query',
      '--json',
    );
    expect(status).toBe(0);
    const found = JSON.parse(out) as {
      prompt: string;
      dims: number;
      embeddings: { input_ids: number[]; embedding: number[] }[];
    };
    expect(found).toMatchObject({ prompt: 'ask about rights: ', dims: 96 });
    expect(found.embeddings[0]?.input_ids).toEqual(wanted?.input_ids[0]);
    found.embeddings[0]?.embedding.forEach((value, d) =>
      expect(Math.abs(value - (wanted?.embeddings[0]?.[d] ?? NaN))).toBeLessThan(1e-5),
    );
  });

  it('reads texts from a file, one per line', async () => {
    await withVariant('pool-max', async (folder) => {
      const file = join(folder, '..', 'texts.txt');
      writeFileSync(file, 'born\n\nfree\n');
      const { out } = await run('models', 'embed', folder, '--file', file, '--json');
      expect(
        (JSON.parse(out) as { embeddings: { text: string }[] }).embeddings.map(({ text }) => text),
      ).toEqual(['born', '', 'free']);
    });
  });

  it.each([
    [['models', 'embed', variant('pool-max')], 2, /nothing to embed/],
    [['models', 'embed', variant('pool-max'), '--text', 'a', '--role', 'passage'], 2, /role/],
    [
      ['models', 'inspect', variant('pool-max'), '--truncate-dim', '0'],
      2,
      /whole number of at least 1/,
    ],
    [['models', 'inspect', 'no-such-folder'], 3, /no such folder/],
    [['models', 'inspect'], 2, /path is missing/],
    [['models', 'inspect', variant('pool-max'), '--onnx-file', '../x.onnx'], 4, /outside/],
  ])('%j ends with %d and one clear sentence', async (argv, status, says) => {
    const found = await run(...argv);
    expect(found.status).toBe(status);
    expect(found.err).toMatch(says);
    expect(found.err).not.toMatch(/\n {4}at /);
    expect(found.out).toBe('');
  });
});
