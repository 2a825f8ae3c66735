import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { aggregate } from '../../src/analysis/aggregate/aggregate.js';
import { packagePath } from '../../src/base/folders.js';
import { validateAgainst } from '../../src/base/validate.js';
import { TransformerConfig } from '../../src/models/config/transformer-config.js';
import { backboneOf } from '../../src/models/graph/backbone.js';
import { languageName } from '../../src/registry/language-codes.js';
import { backboneNamed, backbones } from '../../src/typology/backbones.js';
import { corpusSizes } from '../../src/typology/corpus-size.js';
import { seenByTag } from '../../src/typology/seen.js';
import { cell as column, readTable } from '../../src/typology/tables.js';
import { cell } from '../analysis/aggregate/cells.js';
import { shared, withShared } from '../support/shared.js';

const folder = packagePath('data', 'backbones');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const root = mkdtempSync(join(tmpdir(), 'glottobench-backbones-'));
afterAll(() => rmSync(root, { recursive: true }));

describe.each(files)('data/backbones/%s', (name) => {
  const facts = backbones().get(name.slice(0, -5));

  it('fits the schema and is called as its backbone', () => {
    const stored: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(validateAgainst('backbone.schema.json', stored)).toEqual([]);
    expect(facts).toEqual(stored);
  });

  it('names languages by codes that exist', () => {
    const { seen, size } = facts ?? { seen: { unknown: '' }, size: { unknown: '' } };
    const codes = [
      ...('languages' in seen
        ? [...seen.languages, ...(seen.romanised ?? []), ...(seen.absent ?? [])]
        : []),
      ...('languages' in size ? Object.keys(size.languages) : []),
    ];
    // In mmBERT's own table: two retired codes, two of groups of languages, one younger than our
    // list.
    const foreign = new Set(['daf', 'eml', 'nah', 'oto', 'tok']);
    expect(codes.filter((code) => languageName(code) === undefined && !foreign.has(code))).toEqual(
      [],
    );
  });

  it('leads to a backbone with facts of its own where it refers to another', () => {
    for (const key of ['seen', 'size'] as const) {
      const one = facts?.[key];
      if (one !== undefined && 'as' in one)
        expect(backbones().get(one.as)?.[key]).not.toHaveProperty('as');
    }
  });
});

describe('the four of the study', () => {
  const reference = readTable.bind(undefined, shared('typology', 'languages.csv'));

  withShared(it, 'typology', 'languages.csv').each(['mbert', 'xlmr', 'mt5', 'labse'])(
    '%s is as in the reference table, language by language',
    (id) => {
      // a retired code is its successor
      for (const row of reference([]).filter((one) => column(one, 'facts_reason') !== 'retired')) {
        const flag = column(row, `seen_by_${id}`);
        const fact = seenByTag(id, column(row, 'iso639_3'));
        expect([column(row, 'iso639_3'), 'value' in fact ? String(fact.value) : '']).toEqual([
          column(row, 'iso639_3'),
          flag,
        ]);
      }
    },
  );

  withShared(it, 'typology', 'languages.csv').each([
    ['xlmr', 'xlmr_cc100_gib'],
    ['mt5', 'mt5_mc4_tokens_b'],
  ])('%s has the sizes of the reference table', (id, name) => {
    for (const row of reference(['facts_from'])) {
      const code = column(row, 'facts_from') || column(row, 'iso639_3');
      const fact = corpusSizes(id).of(code);
      expect([code, 'value' in fact ? fact.value : '']).toEqual([
        code,
        column(row, name) === '' ? '' : Number(column(row, name)),
      ]);
    }
  });
});

describe('relations and incomplete lists', () => {
  it('take what the other backbone saw, and only that for certain', () => {
    const source = 'same corpus as xlmr (model card microsoft/mdeberta-v3-base';
    expect(seenByTag('mdeberta', 'swh-Latn')).toEqual({
      value: true,
      source: expect.stringContaining(source),
    });
    expect(seenByTag('mdeberta', 'yor-Latn')).toMatchObject({ value: false });
    expect(seenByTag('mminilm', 'swh-Latn')).toMatchObject({ value: true });
    expect(seenByTag('mminilm', 'yor-Latn')).toHaveProperty('unknown');
    expect(seenByTag('mminilm', 'hin-Latn')).toMatchObject({ value: true });
    expect(corpusSizes('mdeberta')).toBe(corpusSizes('xlmr'));
  });

  it('are unknown where the source does not say that its list is complete', () => {
    expect(seenByTag('umt5', 'swh-Latn')).toHaveProperty('value', true);
    expect(seenByTag('umt5', 'hrv-Latn')).toHaveProperty('unknown');
    expect(seenByTag('mgte', 'quy-Latn')).toHaveProperty('unknown');
    expect(seenByTag('eurobert', 'swh-Latn')).toHaveProperty('value', false);
    expect(seenByTag('eurobert', 'arz-Arab')).toHaveProperty('unknown');
    expect(seenByTag('gemma3', 'eng-Latn')).toEqual({
      unknown: 'the model card says "over 140 languages" and lists none',
    });
  });

  it('give sizes of their own, else those of CC-100 as a stand-in', () => {
    // pretrain 7,037,982,864 + ext 4,089,230,082 + decay-all 841,112,278 of language_counts.csv
    expect(corpusSizes('mmbert').of('ekk')).toMatchObject({ value: 11_968_325_224 });
    expect(corpusSizes('mmbert')).toMatchObject({ label: 'tokens of mmBERT', standIn: false });
    expect(corpusSizes('labse')).toMatchObject({ label: 'GiB in CC-100', standIn: true });
  });
});

describe('what tells a backbone', () => {
  it.each([
    ['XLM-R large', 'xlmr'],
    ['mMiniLM (XLM-R distilled)', 'xlmr'],
    ['multilingual-MiniLM', 'mminilm'],
    ['bert-base-multilingual-cased', 'mbert'],
    ['mT5-base', 'mt5'],
    ['umT5 small', 'umt5'],
    ['LABSE', 'labse'],
    ['Qwen3-0.6B', 'qwen3'],
    ['mmBERT base', 'mmbert'],
    ['BERT', undefined],
    ['Qwen2', undefined],
  ])('the name %s', (name, id) => {
    expect(backboneNamed(name)).toBe(id);
    const meant = [...backbones().values()].filter(
      ({ written }) => written !== undefined && new RegExp(written, 'i').test(name),
    );
    expect(meant.length).toBeLessThanOrEqual(1);
  });

  it.each([
    [{ model_type: 'bert', vocab_size: 119547 }, 'mbert'],
    [{ model_type: 'bert', vocab_size: 501153 }, 'labse'],
    [{ model_type: 'bert', vocab_size: 250037 }, 'mminilm'],
    [{ model_type: 'bert', vocab_size: 119547, _name_or_path: 'me/LaBSE-2' }, 'labse'],
    [{ model_type: 'bert', vocab_size: 30522 }, 'bert'],
    [{ model_type: 'xlm-roberta', vocab_size: 250002 }, 'xlmr'],
    [{ model_type: 'camembert' }, 'roberta'],
    [{ model_type: 'modernbert', vocab_size: 50368 }, 'modernbert'],
    [{ model_type: 'modernbert', vocab_size: 256000 }, 'mmbert'],
    [{ model_type: 'deberta-v2', _name_or_path: 'microsoft/mdeberta-v3-base' }, 'mdeberta'],
    [{ model_type: 'deberta-v2', _name_or_path: 'microsoft/deberta-v3-base' }, 'unknown'],
    [{ model_type: 'mt5' }, 'mt5'],
    [{ model_type: 'mamba' }, 'unknown'],
  ])('the configuration %j', (config, id) => {
    expect(backboneOf(new TransformerConfig('config.json', config))).toBe(id);
  });
});

describe('a backbone of the user', () => {
  afterEach(() => {
    delete process.env['GLOTTOBENCH_BACKBONES'];
  });
  const own = {
    id: 'serengeti',
    title: 'Serengeti',
    written: '^serengeti',
    recognised: [{ model_type: 'electra', vocabulary: 250000 }],
    seen: { source: { document: 'a page' }, languages: ['swa', 'yor'], others: 'unseen' },
    size: { unknown: 'not published' },
  };
  const write = (name: string, value: unknown): string => {
    const path = join(root, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };

  it('is known everywhere from one file or folder', () => {
    mkdirSync(join(root, 'folder'));
    const path = write('folder/serengeti.json', own);
    for (const given of [path, join(root, 'folder')]) {
      process.env['GLOTTOBENCH_BACKBONES'] = given;
      expect(backboneNamed('Serengeti large')).toBe('serengeti');
      expect(seenByTag('serengeti', 'swh-Latn')).toEqual({ value: true, source: 'a page' });
      expect(
        backboneOf(new TransformerConfig('c', { model_type: 'electra', vocab_size: 250000 })),
      ).toBe('serengeti');
      const cells = [cell('yor-Latn', 1, { backbone: 'serengeti' }), cell('deu-Latn', 0)];
      const { slices } = aggregate(cells, { by: ['seen:serengeti'], draws: 0 });
      expect(slices[0]?.groupings[0]?.groups[0]?.group).toBe('seen');
    }
    delete process.env['GLOTTOBENCH_BACKBONES'];
    expect(backboneNamed('Serengeti large')).toBeUndefined();
  });

  it.each([
    ['a.json', { ...own, id: 'a', seen: {} }, 'this is no description of a backbone'],
    ['b.json', own, 'the file must be called as its backbone: "serengeti.json"'],
    [
      'c.json',
      {
        ...own,
        id: 'c',
        size: { as: 'xlmrr', relation: 'same corpus as', source: { document: 'd' } },
      },
      'there is no backbone "xlmrr"',
    ],
    [
      'd.json',
      {
        ...own,
        id: 'd',
        seen: { as: 'mminilm', relation: 'distilled from', source: { document: 'd' } },
      },
      'mminilm itself refers to another backbone',
    ],
  ])('is refused: %s', (name, value, message) => {
    process.env['GLOTTOBENCH_BACKBONES'] = [write(name, value)].join(delimiter);
    expect(() => backbones()).toThrow(
      expect.objectContaining({
        code: 'GB_INPUT_INVALID',
        message,
        place: expect.objectContaining({ file: join(root, name) }),
      }),
    );
  });

  it('is refused where the path is not there', () => {
    process.env['GLOTTOBENCH_BACKBONES'] = join(root, 'none');
    expect(() => backbones()).toThrow(expect.objectContaining({ code: 'GB_NOT_FOUND' }));
  });
});
