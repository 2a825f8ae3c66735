// Streams a synthetic corpus through a checkpoint and the ranker and notes resident memory on the
// way.
// usage: node bench/support/stream-worker.mjs CHECKPOINT DOCUMENTS THREADS; prints {seconds,
// samples: [{documents, megabytes}]}
import { openEncoder } from '../../dist/models/open-encoder.js';
import { openDenseRanker } from '../../dist/search/dense-ranker.js';
import { memoryOf } from './programs.mjs';

const [folder, ...rest] = process.argv.slice(2);
const [documents, threads] = rest.map(Number);
const samples = [];
const WORDS = [
  'water',
  'river',
  'night',
  'house',
  'stone',
  'bread',
  'light',
  'horse',
  'glass',
  'paper',
  'salt',
  'wind',
];
const sentence = (n) =>
  Array.from(
    { length: 6 + (n % 7) },
    (_, i) => WORDS[(n * 31 + i * i * 7 + (n >> 5)) % WORDS.length],
  ).join(' ') + ` ${n}`;
async function* corpus() {
  for (let start = 0; start < documents; start += 2000) {
    if (start % (documents / 20) < 2000)
      samples.push({ documents: start, megabytes: memoryOf().now });
    yield Array.from({ length: Math.min(2000, documents - start) }, (_, i) => ({
      id: `passage-${start + i}`,
      text: sentence(start + i),
    }));
  }
}
const { encoder } = await openEncoder(folder, { threads });
const ranker = await openDenseRanker(encoder, threads);
const began = performance.now();
await ranker.rank(
  Array.from({ length: 100 }, (_, i) => ({ id: `q${i}`, text: sentence(i * 977) })),
  corpus(),
  {
    task: 'bench',
    taskType: 'Retrieval',
    subset: 'default',
    queryLanguages: [],
    documentLanguages: [],
  },
  { k: 1000 },
);
samples.push({ documents, megabytes: memoryOf().now });
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, samples }));
await ranker.close();
