import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { CheckpointSummary } from '../../src/models/checkpoint-summary.js';
import { goldenFolders, readGolden } from '../support/golden.js';
import { runCommand } from '../support/run-command.js';
import { withShared } from '../support/shared.js';

const SHARED = join('..', 'shared', 'checkpoints');
const PAGES = ['labse', 'mbert-mean-bin', 'mbert-mean-onnx', 'mt5-mean', 'xlmr-mean-sharded'];

withShared(describe, 'checkpoints')('models inspect on the golden checkpoints', () => {
  it.each(PAGES)('%s, as a person reads it', async (name) => {
    const { status, out, err } = await runCommand(['models', 'inspect', join(SHARED, name)]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    const [title, folder, ...rest] = out.split('\n');
    expect(folder).toMatch(/^\/.*\/shared\/checkpoints\/[\w-]+$/);
    expect([title, ...rest].join('\n')).toMatchSnapshot();
  });

  it.each(existsSync(SHARED) ? goldenFolders(SHARED) : ['none'])(
    '%s, as a program reads it, says what Python found',
    async (name) => {
      const { status, out } = await runCommand(['models', 'inspect', join(SHARED, name), '--json']);
      expect(status).toBe(0);
      const found = JSON.parse(out) as CheckpointSummary;
      const golden = readGolden(join(SHARED, name)) as ReturnType<typeof readGolden> & {
        architecture: string;
        dims: number;
        max_seq_length: number;
      };
      expect(found).toMatchObject({
        dims: golden.dims,
        maxTokens: { query: golden.max_seq_length, document: golden.max_seq_length },
        modules: golden.modules,
        allPrompts: golden.prompts,
        similarity: 'cosine',
      });
      expect(found.pooling.join()).toBe(golden.pooling);
      if (name !== 'mbert-mean-onnx') expect(found.parameters).toBeGreaterThan(0);
    },
  );
});
