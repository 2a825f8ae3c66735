import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RetrievalDataset } from '../../src/types/dataset.js';

/**
 * Writes an opened dataset as a BEIR folder, so that Python reads exactly the texts that we rank.
 */
export async function writeBeir(folder: string, dataset: RetrievalDataset): Promise<void> {
  await mkdir(join(folder, 'qrels'), { recursive: true });
  const line = (item: { id: string; text: string }): string =>
    JSON.stringify({ _id: item.id, text: item.text });
  const documents: string[] = [];
  for await (const chunk of dataset.corpus()) documents.push(...chunk.map(line));
  await writeFile(join(folder, 'corpus.jsonl'), documents.join('\n'));
  await writeFile(join(folder, 'queries.jsonl'), dataset.queries.map(line).join('\n'));
  const rows = [...dataset.qrels].flatMap(([query, grades]) =>
    [...grades].map(([document, grade]) => `${query}\t${document}\t${grade}`),
  );
  await writeFile(
    join(folder, 'qrels', 'test.tsv'),
    ['query-id\tcorpus-id\tscore', ...rows].join('\n'),
  );
}
