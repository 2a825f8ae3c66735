// Scores a computed run in a process of its own: the peer of bench/peers/metrics.py, which makes
// the same run.
// usage: node bench/support/synthetic-run.mjs QUERIES DEPTH
import { scoreRankings } from '../../dist/metrics/score-rankings.js';
import { memoryOf } from './programs.mjs';

const [queries, depth] = process.argv.slice(2).map(Number);
const DOCUMENTS = 1_000_003;
const names = Array.from({ length: DOCUMENTS }, (_, n) => `d${n}`);
const document = (q, r) => names[(q * 7919 + r * 104_729) % DOCUMENTS];
const rankings = Array.from({ length: queries }, (_, q) => ({
  query: `q${q}`,
  docs: Array.from({ length: depth }, (_, r) => document(q, r)),
  scores: Float64Array.from({ length: depth }, (_, r) => 1 - r / 1024 - (q % 7) / 8192),
}));
const qrels = new Map(
  rankings.map(({ query }, q) => [
    query,
    new Map(
      Array.from({ length: (q % 4) + 1 }, (_, j) => [
        document(q, (q * 31 + 17 * j * j) % (depth + 100)),
        1 + ((q + j) % 3),
      ]),
    ),
  ]),
);
const began = performance.now();
const { scores } = scoreRankings(rankings, qrels);
const seconds = (performance.now() - began) / 1000;
console.log(
  JSON.stringify({
    seconds,
    peakMegabytes: memoryOf().peak,
    scores: Object.fromEntries(
      Object.entries(scores).filter(([, value]) => Number.isFinite(value)),
    ),
  }),
);
