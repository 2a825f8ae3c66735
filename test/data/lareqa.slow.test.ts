import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { openFolder } from '../../src/data/folder-repository.js';
import { openDataset } from '../../src/data/open-dataset.js';
import type { RetrievalDataset } from '../../src/types/dataset.js';
import type { RepositoryFiles } from '../../src/types/repository.js';
import { collect, loaderContract, records, type LoaderGolden } from '../contracts/loader.js';
import { definition, sharedPath } from './support/definition.js';

type CandidateText = 'sentence' | 'sentence+paragraph';
interface Golden {
  readonly candidates: Readonly<Record<string, number>>;
  readonly questions: Readonly<Record<string, number>>;
  readonly cells: Readonly<Record<string, Readonly<Record<CandidateText, LoaderGolden>>>>;
}

const goldens = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'data', 'lareqa.json'), 'utf8'),
) as Readonly<Record<string, Golden>>;
const sources = new Map<string, Promise<RepositoryFiles>>();

async function open(
  folder: string,
  subset: string,
  options: Record<string, unknown> = {},
): Promise<RetrievalDataset> {
  const source = sources.get(folder) ?? openFolder(folder);
  sources.set(folder, source);
  return openDataset(definition({ loader: { kind: 'lareqa', ...options } }), {
    split: 'validation',
    subset,
    source: await source,
  });
}

/** Table of LAReQA as measured in the literature notes (A1). */
const MEASURED = {
  'xquad-r': {
    pool: 13_014,
    questions: 13_090,
    perLanguage: {
      ar: 1222,
      de: 1276,
      el: 1234,
      en: 1180,
      es: 1215,
      hi: 1244,
      ru: 1219,
      th: 852,
      tr: 1167,
      vi: 1209,
      zh: 1196,
    },
    relevant: { 11: 1190 },
  },
  'mlqa-r': {
    pool: 20_534,
    questions: 4199,
    perLanguage: { ar: 2545, de: 2362, en: 6264, es: 1787, hi: 2426, vi: 2828, zh: 2322 },
    relevant: { 4: 820, 3: 263, 2: 65 },
  },
} as const;

for (const [name, measured] of Object.entries(MEASURED)) {
  const folder = sharedPath(name);
  if (folder === undefined) {
    it.skip(`${name} is not there`, () => undefined);
    continue;
  }
  const languages = Object.keys(measured.perLanguage);

  describe(`${name} by LAReQA's rules`, () => {
    it('has the candidates and questions of the measured table, per language and in all', async () => {
      const counts: Record<string, number> = {};
      let questions = 0;
      for (const language of languages) {
        const dataset = await open(folder, `${language}-${language}`);
        counts[language] = (await collect(dataset)).length;
        questions += dataset.queries.length;
        // One language: exactly one relevant sentence for every question.
        expect(new Set(dataset.queries.map(({ id }) => dataset.qrels.get(id)?.size))).toEqual(
          new Set([1]),
        );
      }
      expect(counts).toEqual(measured.perLanguage);
      expect(questions).toBe(measured.questions);
    });

    it('pools all languages, with every translation of the answer relevant', async () => {
      const relevant = new Map<string, number>();
      for (const language of languages) {
        const dataset = await open(folder, `${language}-multi`);
        expect(dataset.documentCount).toBe(measured.pool);
        expect(dataset.setting).toBe('multilingual');
        for (const { id } of dataset.queries) relevant.set(id, dataset.qrels.get(id)?.size ?? 0);
      }
      const distribution: Record<string, number> = {};
      for (const count of relevant.values()) distribution[count] = (distribution[count] ?? 0) + 1;
      expect(distribution).toEqual(measured.relevant);
    });

    it('keeps, when told so, the questions that the searched language cannot answer', async () => {
      const skipped = await open(folder, 'en-ar');
      const kept = await open(folder, 'en-ar', { skip_unanswerable: false });
      const all = await open(folder, 'en-en');
      expect(kept.queries.length).toBe(all.queries.length);
      expect(skipped.queries.length).toBe(name === 'mlqa-r' ? 517 : 1190);
      const unanswerable = kept.queries.filter(
        ({ id }) => ![...(kept.qrels.get(id)?.values() ?? [])].some((grade) => grade > 0),
      );
      expect(unanswerable.length).toBe(kept.queries.length - skipped.queries.length);
    });

    it('refuses subsets and options that do not exist', async () => {
      await expect(open(folder, 'ar-xx')).rejects.toMatchObject({
        code: 'GB_SUBSET_UNKNOWN',
        hint: expect.stringContaining('ar-'),
      });
      await expect(open(folder, 'ar-ar', { candidate_text: 'paragraph' })).rejects.toMatchObject({
        code: 'GB_TASK_INVALID',
      });
    });
  });

  for (const [subset, texts] of Object.entries(goldens[name]?.cells ?? {})) {
    loaderContract(
      `lareqa ${name} ${subset}`,
      () => open(folder, subset),
      texts['sentence+paragraph'],
    );
    it(`${name} ${subset}, sentences alone`, async () => {
      const documents = await collect(await open(folder, subset, { candidate_text: 'sentence' }));
      expect(documents.length).toBe(texts.sentence.documents);
      expect(records(documents)).toEqual(texts.sentence.documentRecords);
    });
  }
}
