// Our ranker on stored vectors, in a process of its own.
// usage: node bench/support/search-worker.mjs FOLDER QUERIES DOCUMENTS DIMS K THREADS
// Compares with the peer's scores.f32 and ids.i32 where they are there. Prints {seconds,
// peakMegabytes, baseMegabytes, difference, sameSets}.
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { openDenseRanker } from '../../dist/search/dense-ranker.js';
import { memoryOf } from './programs.mjs';

const [folder, ...rest] = process.argv.slice(2);
const [queryCount, documentCount, dims, k, threads] = rest.map(Number);
const files = {
  query: openSync(join(folder, 'queries.f32'), 'r'),
  document: openSync(join(folder, 'documents.f32'), 'r'),
};
/**
 * The text of an item is its row; rows of a call follow each other.
 * @type {import('../../dist/types/encoder.js').Encoder}
 */
const encoder = {
  id: { name: 'bench/stored', revision: '1' },
  dims,
  maxTokens: null,
  similarity: 'cosine',
  fingerprint: 'stored',
  promptFor: () => '',
  encode: (texts, { role }) => {
    const vectors = new Float32Array(texts.length * dims);
    readSync(
      files[role],
      new Uint8Array(vectors.buffer),
      0,
      vectors.byteLength,
      Number(texts[0]) * dims * 4,
    );
    return Promise.resolve(vectors);
  },
  close: () => Promise.resolve(),
};
async function* corpus() {
  for (let start = 0; start < documentCount; start += 2000)
    yield Array.from({ length: Math.min(2000, documentCount - start) }, (_, i) => ({
      id: `d${start + i}`,
      text: String(start + i),
    }));
}
const ranker = await openDenseRanker(encoder, threads);
const baseMegabytes = memoryOf().now;
const queries = Array.from({ length: queryCount }, (_, i) => ({ id: `q${i}`, text: String(i) }));
const began = performance.now();
const rankings = await ranker.rank(
  queries,
  corpus(),
  {
    task: 'bench',
    taskType: 'Retrieval',
    subset: 'default',
    queryLanguages: [],
    documentLanguages: [],
  },
  { k },
);
const seconds = (performance.now() - began) / 1000;
const { peak } = memoryOf();
await ranker.close();
Object.values(files).forEach((file) => closeSync(file));

let difference = null;
let sameSets = null;
if (existsSync(join(folder, 'ids.i32'))) {
  const bytes = (name) => readFileSync(join(folder, name)).buffer;
  const [scores, ids] = [new Float32Array(bytes('scores.f32')), new Int32Array(bytes('ids.i32'))];
  difference = 0;
  sameSets = 0;
  rankings.forEach((ranking, q) => {
    const theirs = new Set(ids.subarray(q * k, (q + 1) * k));
    if (ranking.docs.every((id) => theirs.has(Number(id.slice(1))))) sameSets++;
    for (let i = 0; i < ranking.scores.length; i++)
      difference = Math.max(difference, Math.abs(ranking.scores[i] - scores[q * k + i]));
  });
}
console.log(JSON.stringify({ seconds, peakMegabytes: peak, baseMegabytes, difference, sameSets }));
