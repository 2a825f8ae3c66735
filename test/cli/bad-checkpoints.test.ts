import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rewriteConfig, rewriteSafetensors, storedZip } from '../support/bad-checkpoints.js';
import { editJson, variant } from '../support/checkpoint-copy.js';
import { runCommand } from '../support/run-command.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

useTemporaryCache();
let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'glottobench-bad-'));
  folder = join(parent, 'model');
  cpSync(variant('pool-max'), folder, { recursive: true });
});
afterEach(() => rmSync(parent, { recursive: true }));

const WEIGHTS = 'model.safetensors';
const TENSOR = 'encoder.layer.0.attention.self.query.weight';

function pickleThatRuns(command: string): void {
  rmSync(join(folder, WEIGHTS));
  const argument = Buffer.concat([
    Buffer.from('X'),
    Buffer.from(Uint32Array.of(command.length).buffer),
    Buffer.from(command),
  ]);
  writeFileSync(
    join(folder, 'pytorch_model.bin'),
    storedZip({
      'm/data.pkl': Buffer.concat([
        Buffer.from('\x80\x02cos\nsystem\n', 'latin1'),
        argument,
        Buffer.from('\x85R.', 'latin1'),
      ]),
    }),
  );
}

/** What is wrong, how to make it so, the exit status, and what the one sentence must name. */
const FAULTS: [string, () => void, number, RegExp[]][] = [
  [
    'a pickle that calls os.system',
    () => pickleThatRuns(`touch ${join(parent, 'witness')}`),
    4,
    [/pytorch_model\.bin/, /"os\.system"/],
  ],
  [
    'a truncated weight file',
    () => truncateSync(join(folder, WEIGHTS), 9000),
    4,
    [/model\.safetensors/],
  ],
  [
    'offsets that lie',
    () =>
      rewriteSafetensors(
        folder,
        (header) => void ((header[TENSOR] ?? header).data_offsets = [0, 2 ** 40]),
      ),
    4,
    [/model\.safetensors/, new RegExp(TENSOR)],
  ],
  [
    'a missing tensor',
    () =>
      rewriteSafetensors(folder, (header) => ({
        text: JSON.stringify(header).replace(`"${TENSOR}"`, '"renamed"'),
      })),
    4,
    [/model\.safetensors/, new RegExp(TENSOR)],
  ],
  [
    'a tensor of another shape',
    () =>
      rewriteSafetensors(
        folder,
        (header) => void ((header[TENSOR] ?? { shape: [] }).shape = [8, 32]),
      ),
    4,
    [/model\.safetensors/, new RegExp(TENSOR), /8, 32/],
  ],
  [
    'an unknown architecture',
    () => rewriteConfig(folder, { model_type: 'mamba' }),
    2,
    [/config\.json/, /"mamba"/],
  ],
  [
    'more tokens than rows',
    () =>
      editJson(folder, 'tokenizer.json', (value) => {
        const model = value['model'] as { vocab: Record<string, number> };
        return { ...value, model: { ...model, vocab: { ...model.vocab, extra: 5000 } } };
      }),
    4,
    [/model/, /ids up to 5000/],
  ],
  [
    'NaN in a weight',
    () =>
      rewriteSafetensors(folder, (header, data) => {
        const changed = Buffer.from(data);
        changed.writeFloatLE(NaN, header[TENSOR]?.data_offsets[0] ?? 0);
        return { data: changed };
      }),
    4,
    [/model\.safetensors/, new RegExp(TENSOR), /NaN/],
  ],
  [
    'a module outside of the folder',
    () =>
      editJson(folder, 'modules.json', (value) =>
        (value as unknown as { path: string }[]).map((item, i) =>
          i === 1 ? { ...item, path: '../1_Pooling' } : item,
        ),
      ),
    4,
    [/modules\.json/, /"\.\.\/1_Pooling"/],
  ],
  [
    'broken JSON',
    () => writeFileSync(join(folder, 'config.json'), '{"model_type": '),
    4,
    [/config\.json/, /not valid JSON/],
  ],
  ['an empty weight file', () => truncateSync(join(folder, WEIGHTS), 0), 4, [/model\.safetensors/]],
];

describe('a bad checkpoint on the command line', () => {
  it.each(FAULTS)('%s: one clear error', async (_what, damage, status, named) => {
    damage();
    for (const argv of [
      ['models', 'inspect', folder],
      ['models', 'inspect', folder, '--json'],
      ['serve', '--model', folder, '--port', '0'],
      [
        'run',
        '-m',
        folder,
        '-t',
        'UDHRRetrieval',
        '--subsets',
        'eng-eng',
        '-o',
        join(parent, 'out'),
        '--quiet',
      ],
    ]) {
      const { status: found, out, err } = await runCommand(argv);
      expect({ argv: argv[0], status: found, out }).toEqual({ argv: argv[0], status, out: '' });
      expect(err).toMatch(
        status === 2 ? /^error GB_ARCHITECTURE_UNKNOWN: / : /^error GB_CHECKPOINT_CORRUPT: /,
      );
      for (const part of named) expect(err).toMatch(part);
      expect(err).not.toMatch(/\n\s+at |unexpected/);
      expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
    }
    expect(existsSync(join(parent, 'witness'))).toBe(false);
    const left = existsSync(join(parent, 'out'))
      ? readdirSync(join(parent, 'out'), { recursive: true, withFileTypes: true }).filter((entry) =>
          entry.isFile(),
        )
      : [];
    expect(left.map(({ name }) => name)).toEqual([]);
  });
});
