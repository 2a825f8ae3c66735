// Opens a checkpoint folder and embeds random token ids: seconds to open, memory, tokens per
// second.
// usage: npm run build && node bench/open-checkpoint.mjs FOLDER [--threads 1] [--rows 8] [--columns
// 64] [--repeat 5] [--precision fp32|int8]
//        node bench/open-checkpoint.mjs FOLDER --texts      the whole encoder: tokenizer, content
//        hash, pooling; embeds texts
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEncoder } from '../dist/models/open-encoder.js';
import { openTransformer } from '../dist/models/graph/open-transformer.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: 'string' },
    rows: { type: 'string' },
    columns: { type: 'string' },
    repeat: { type: 'string' },
    precision: { type: 'string' },
    texts: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
const [threads, rows, columns, repeat] = [
  values.threads ?? 1,
  values.rows ?? 8,
  values.columns ?? 64,
  values.repeat ?? 5,
].map(Number);
/**
 * Peak of the resident memory and of its anonymous part; pages of mapped files can be dropped at
 * any time.
 */
function memory() {
  const field = (name) =>
    Number(
      new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ??
        NaN,
    ) / 1000;
  return {
    rss: field('VmRSS'),
    peak: field('VmHWM'),
    anonymous: field('RssAnon'),
    mapped: field('RssFile'),
  };
}
/** @type {{ threads: number, precision?: 'fp32' | 'int8' }} */
const options = {
  threads,
  ...(values.precision === undefined
    ? {}
    : { precision: values.precision === 'int8' ? 'int8' : 'fp32' }),
};
const before = memory();
if (values.texts) {
  await measureEncoder();
  process.exit(0);
}
const started = performance.now();
const openCpu = process.cpuUsage();
const model = await openTransformer(folder, options);
const openSeconds = (performance.now() - started) / 1000;
const openUsed = process.cpuUsage(openCpu);
const opened = memory();

const ids = BigInt64Array.from({ length: rows * columns }, (_, i) =>
  BigInt(5 + ((i * 7919) % (model.vocabularySize - 5))),
);
const mask = new BigInt64Array(rows * columns).fill(1n);
await model.run(ids, mask, rows, columns);
const cpu = process.cpuUsage();
for (let i = 0; i < repeat; i++) await model.run(ids, mask, rows, columns);
const used = process.cpuUsage(cpu);
const after = memory();
await model.close();

const weightMegabytes =
  model.files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
console.log(
  JSON.stringify(
    {
      folder,
      precision: model.precision,
      parameters: model.parameters,
      weightMegabytes,
      openSeconds,
      openCpuSeconds: (openUsed.user + openUsed.system) / 1e6,
      megabytes: { before, opened, after },
      peakOverWeights: after.peak / weightMegabytes,
      rssOverWeights: after.rss / weightMegabytes,
      cpuMillisecondsPerBatch: (used.user + used.system) / 1000 / repeat,
      rows,
      columns,
      threads,
    },
    null,
    2,
  ),
);

/**
 * The encoder as a run opens it. Texts of two scripts, as many and as long as --rows and --columns
 * say.
 */
async function measureEncoder() {
  const start = performance.now();
  const startCpu = process.cpuUsage();
  const { encoder, checkpoint } = await openEncoder(folder, options);
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(startCpu);
  const opened = memory();
  const words = [
    'All human beings are born free and equal in dignity and rights.',
    'มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกัน',
  ];
  const texts = Array.from({ length: rows * repeat }, (_, i) =>
    Array.from({ length: Math.ceil(columns / 12) }, (__, j) => words[(i + j) % 2]).join(' '),
  );
  const vectors = await encoder.encode(texts, { role: 'document' });
  const after = memory();
  const weights =
    checkpoint.files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
  console.log(
    JSON.stringify(
      {
        folder,
        precision: checkpoint.precision,
        weightMegabytes: weights,
        openSeconds: seconds,
        openCpuSeconds: (used.user + used.system) / 1e6,
        megabytes: { before, opened, after },
        peakOverWeights: after.peak / weights,
        texts: texts.length,
        finite: vectors.every(Number.isFinite),
      },
      null,
      2,
    ),
  );
  await encoder.close();
}
