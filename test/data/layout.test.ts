import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { openFolder } from '../../src/data/folder-repository.js';
import { openLayout, type Layout } from '../../src/data/layout/layout.js';
import { temporaryFolder } from './support/temporary-folder.js';

interface Case {
  readonly name: string;
  readonly readme: string | null;
  readonly files: readonly string[];
  /** Config → split → files, by the Python library `datasets`. */
  readonly configs: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const { cases } = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'data', 'layouts.json'), 'utf8'),
) as { cases: Case[] };

async function layoutOf(files: readonly string[], readme: string | null): Promise<Layout> {
  const contents = Object.fromEntries(files.map((file) => [file, '{}\n']));
  return openLayout(
    await openFolder(
      temporaryFolder(readme === null ? contents : { ...contents, 'README.md': readme }),
    ),
  );
}

describe('configs, splits and files as the Python library datasets finds them', () => {
  it.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    async (_, { files, readme, configs }) => {
      const layout = await layoutOf(files, readme);
      for (const [config, splits] of Object.entries(configs)) {
        for (const [split, found] of Object.entries(splits))
          expect(layout.split(config, split).files).toEqual(found);
        expect(layout.splitOrAll(config, 'all').files.length).toBe(
          Object.values(splits).flat().length,
        );
      }
      expect(layout.has('no-such-config')).toBe(false);
    },
  );
});

describe('beyond the library', () => {
  it('reads a repository without card whose folders or files are called as the configs', async () => {
    const layout = await layoutOf(
      ['corpus.jsonl', 'queries/test.jsonl', 'qrels/test.tsv', 'qrels/dev.tsv'],
      null,
    );
    expect(layout.splitOrOnly('corpus', 'test').files).toEqual(['corpus.jsonl']);
    expect(layout.split('qrels', 'dev').files).toEqual(['qrels/dev.tsv']);
    expect(layout.has('default')).toBe(false);
    const sharded = await layoutOf(
      [
        'deu-corpus/test-00000-of-00002.parquet',
        'deu-corpus/test-00001-of-00002.parquet',
        'deu-queries/test.jsonl',
      ],
      null,
    );
    expect(sharded.split('deu-corpus', 'test').files.length).toBe(2);
  });

  it('knows the default config', async () => {
    expect(
      (
        await layoutOf(
          ['a.jsonl', 'b.jsonl'],
          '---\nconfigs:\n- config_name: x\n  data_files: a.jsonl\n- config_name: y\n  default: true\n  data_files: b.jsonl\n---\n',
        )
      ).defaultConfig(),
    ).toBe('y');
    const none = await layoutOf(
      ['a.jsonl', 'b.jsonl'],
      '---\nconfigs:\n- config_name: x\n  data_files: a.jsonl\n- config_name: y\n  data_files: b.jsonl\n---\n',
    );
    expect(() => none.defaultConfig()).toThrow('several configs');
  });

  it('takes the number of rows from dataset_info', async () => {
    const layout = await layoutOf(
      ['a.jsonl'],
      '---\nconfigs:\n- config_name: x\n  data_files: a.jsonl\ndataset_info:\n- config_name: x\n  splits:\n  - name: train\n    num_examples: 7\n---\n',
    );
    expect(layout.split('x', 'train').rows).toBe(7);
  });

  it.each([
    ['broken YAML', 'configs: [', { code: 'GB_DATA_CORRUPT', place: { file: 'README.md' } }],
    ['no list', 'configs: 7', { place: { pointer: '/configs' } }],
    [
      'no split',
      'configs:\n- config_name: x\n  data_files:\n  - path: a.jsonl',
      { place: { pointer: '/configs/0/data_files/0' } },
    ],
    [
      'a split twice',
      'configs:\n- config_name: x\n  data_files:\n  - {split: t, path: a.jsonl}\n  - {split: t, path: a.jsonl}',
      { message: 'the split t stands twice' },
    ],
  ])('%s', async (_, yaml, expected) => {
    await expect(layoutOf(['a.jsonl'], `---\n${yaml}\n---\n`)).rejects.toMatchObject(expected);
  });

  it('a pattern that matches nothing', async () => {
    const layout = await layoutOf(
      ['a.jsonl'],
      '---\nconfigs:\n- config_name: x\n  data_files: missing.jsonl\n---\n',
    );
    expect(() => layout.split('x', 'train')).toThrow('no file of the repository matches');
  });
});
