import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEncoder } from '../../src/models/open-encoder.js';
import type { RunManifest } from '../../src/types/generated/run-manifest.js';
import { variant } from '../support/checkpoint-copy.js';
import { runCommand } from '../support/run-command.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

useTemporaryCache();
let out: string;
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'glottobench-provider-'));
});
afterAll(() => rmSync(out, { recursive: true }));

const cuda = existsSync(
  join(
    'node_modules/onnxruntime-node/bin/napi-v6/linux',
    process.arch,
    'libonnxruntime_providers_cuda.so',
  ),
);

describe('--provider', () => {
  it('is named in the manifest, and cpu is what vectors without one were made with', async () => {
    const { status } = await runCommand([
      'run',
      '-m',
      variant('bare'),
      '-t',
      'UDHRRetrieval',
      '--subsets',
      'eng-eng',
      '-o',
      out,
      '--provider',
      'cpu',
      '--threads',
      '1',
    ]);
    expect(status).toBe(0);
    const [revision = ''] = readdirSync(join(out, 'local__bare'));
    const manifest = JSON.parse(
      readFileSync(join(out, 'local__bare', revision, 'run', 'manifest.json'), 'utf8'),
    ) as RunManifest;
    expect(manifest.provider).toBe('cpu');
    const fingerprints: string[] = [];
    for (const options of [{}, { provider: 'cpu' } as const]) {
      const { encoder } = await openEncoder(variant('bare'), options);
      fingerprints.push(encoder.fingerprint);
      await encoder.close();
    }
    expect(fingerprints[0]).toBe(fingerprints[1]);
  });

  (cuda ? it.skip : it)('cuda without its libraries is wrong use, with a hint', async () => {
    for (const argv of [
      [
        'run',
        '-m',
        variant('bare'),
        '-t',
        'UDHRRetrieval',
        '--subsets',
        'eng-eng',
        '-o',
        join(out, 'none'),
      ],
      ['models', 'embed', variant('bare'), '--text', 'x'],
    ]) {
      const { status, err } = await runCommand([...argv, '--provider', 'cuda']);
      expect(err).toMatch(/GB_USAGE.*"cuda" is not available[^]*docs\/scale\.md/);
      expect(status).toBe(2);
    }
  });

  it('of another name is wrong use', async () => {
    const { status, err } = await runCommand([
      'run',
      '-m',
      'bm25',
      '-t',
      'UDHRRetrieval',
      '--provider',
      'gpu',
    ]);
    expect(err).toMatch(/--provider takes cpu, cuda; got "gpu"/);
    expect(status).toBe(2);
  });
});
