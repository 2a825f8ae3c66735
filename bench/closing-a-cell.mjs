// What it costs to close a cell when 10 and when 1,000 cells are in the folder, over the next 200
// cells: processor time, which other programs on the machine do not change, and time on the clock,
// most of which is waiting for the disk.
// usage: npm run build && node bench/closing-a-cell.mjs [ROUNDS]
// Exit status 1 when the processor time with 1,000 cells is over 1.5 times that with 10.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTask } from '../dist/registry/load-task.js';
import { ResultSink } from '../dist/run/cell/result-sink.js';

const MOST = 1.5;
const MEASURED = 200;
const rounds = Number(process.argv[2] ?? 5);
const definition = await loadTask('UDHRRetrieval');
const scores = Object.fromEntries(
  Array.from({ length: 148 }, (_, i) => [`score_at_${i}`, Math.round(1e5 / (i + 3)) / 1e5]),
);
const facts = {
  glottobench: '0.0.0',
  onnxruntime: null,
  model: { name: 'bench/bench', revision: '1' },
  prompts: {},
  pooling: null,
  precision: null,
  config: {},
};
const queries = Array.from({ length: 50 }, (_, i) => `q${i}`);
const documents = Array.from({ length: 100 }, (_, i) => `d${i}`);

/**
 * @returns seconds of each cell after the first `before`, and of the processor for one of them on
 * average
 */
async function close(before) {
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-close-'));
  const sink = new ResultSink(folder, facts);
  const seconds = [];
  let used;
  try {
    for (let i = 0; i < before + MEASURED; i++) {
      const cell = finished(`s${i}`);
      if (i === before) used = process.cpuUsage();
      const start = performance.now();
      await sink.add(cell);
      if (i >= before) seconds.push((performance.now() - start) / 1000);
    }
    const { user, system } = process.cpuUsage(used);
    await sink.close();
    return { seconds, processor: (user + system) / 1e6 / MEASURED };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function finished(subset) {
  const cell = {
    model: facts.model,
    task: definition.name,
    split: 'test',
    subset,
    setting: /** @type {const} */ ('monolingual'),
    queryLanguages: ['eng-Latn'],
    documentLanguages: ['eng-Latn'],
  };
  const seconds = { load: 0.1, rank: 0.1, score: 0.1 };
  return {
    cell,
    rankings: queries.map((query) => ({
      query,
      docs: documents,
      scores: Float64Array.from(documents, (_, i) => -i),
    })),
    perQuery: { queries, values: { ndcg_at_10: Float64Array.from(queries, (_, i) => i / 50) } },
    result: {
      task: definition,
      split: 'test',
      subset,
      languages: ['eng-Latn'],
      scores: { ...scores, [definition.main_score]: 0.5 },
      seconds: 0.3,
      phases: [],
    },
    record: {
      task: definition.name,
      split: 'test',
      subset,
      dataset_revision: '1',
      main_score: 0.5,
      queries: 50,
      documents: 100,
      seconds,
      finished: new Date().toISOString(),
    },
  };
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const ratios = [];
// Code that is compiled while it is measured would count for the first folder only.
await close(200);
for (let round = 1; round <= rounds; round++) {
  const few = await close(10);
  const many = await close(1000);
  ratios.push(many.processor / few.processor);
  const show = ({ seconds, processor }) =>
    `${(processor * 1000).toFixed(2)} ms of processor, ${(mean(seconds) * 1000).toFixed(2)} ms (median ${(median(seconds) * 1000).toFixed(2)})`;
  console.log(
    `${round}: 10 cells ${show(few)}, 1,000 cells ${show(many)}, ratio of processor time ${ratios.at(-1).toFixed(2)}`,
  );
}
console.log(`median ratio ${median(ratios).toFixed(2)}, at most ${MOST}`);
process.exitCode = median(ratios) <= MOST ? 0 : 1;
