import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../../src/base/content-hash.js';
import type { RetrievalDataset } from '../../src/types/dataset.js';
import type { TextItem } from '../../src/types/text.js';

/** Id and SHA-256 of the text: goldens hold no text of data sets that may not be copied. */
export type GoldenRecord = readonly [id: string, textHash: string];

/** What an independent program says about one (task, split, subset). */
export interface LoaderGolden {
  readonly queries: number;
  readonly documents: number;
  /** Rows of the judgements, zeros included. */
  readonly judgements: number;
  /** First, tenth and last, in file order. */
  readonly queryRecords: readonly GoldenRecord[];
  readonly documentRecords: readonly GoldenRecord[];
}

export async function collect(dataset: RetrievalDataset): Promise<TextItem[]> {
  const documents: TextItem[] = [];
  for await (const chunk of dataset.corpus()) documents.push(...chunk);
  return documents;
}

export function records(items: readonly TextItem[]): GoldenRecord[] {
  return [0, 9, items.length - 1].flatMap((i) => {
    const item = items[i];
    return item === undefined ? [] : [[item.id, sha256(item.text)] as const];
  });
}

/** What every loader rule promises, whatever its data. */
export function loaderContract(
  name: string,
  open: () => Promise<RetrievalDataset>,
  golden: LoaderGolden,
): void {
  describe(`loader contract: ${name}`, () => {
    it('has the counts and the first, tenth and last records of the independent reference', async () => {
      const dataset = await open();
      const documents = await collect(dataset);
      const judgements = [...dataset.qrels.values()].reduce((sum, row) => sum + row.size, 0);
      expect({
        queries: dataset.queries.length,
        documents: documents.length,
        judgements,
        queryRecords: records(dataset.queries),
        documentRecords: records(documents),
      }).toEqual(golden);
      expect(dataset.documentCount ?? documents.length).toBe(documents.length);
    });

    it('gives every query once, with judgements and languages', async () => {
      const dataset = await open();
      expect(new Set(dataset.queries.map(({ id }) => id)).size).toBe(dataset.queries.length);
      for (const { id } of dataset.queries) expect(dataset.qrels.get(id)?.size).toBeGreaterThan(0);
      for (const code of [...dataset.queryLanguages, ...dataset.documentLanguages])
        expect(code).toMatch(/^[a-z+#-]+-[A-Z][a-z]{3}$/);
      expect(dataset.source.revision).not.toBe('');
    });

    it('streams the corpus anew on every call and finds every relevant document in it', async () => {
      const dataset = await open();
      const first = await collect(dataset);
      expect(await collect(dataset)).toEqual(first);
      const ids = new Set(first.map(({ id }) => id));
      const missing = dataset.queries.flatMap(({ id }) =>
        [...(dataset.qrels.get(id) ?? [])].filter(
          ([document, grade]) => grade > 0 && !ids.has(document),
        ),
      );
      expect(missing).toEqual([]);
      expect(dataset.warnings.filter(({ code }) => code === 'dangling-qrels')).toEqual([]);
    });

    it('stops when it is told to', async () => {
      const dataset = await open();
      const stop = new AbortController();
      stop.abort();
      await expect(async () => {
        for await (const chunk of dataset.corpus(stop.signal)) expect(chunk).toBeDefined();
      }).rejects.toMatchObject({ name: 'AbortError' });
    });
  });
}
