// Which token budget and row cap is fastest for a checkpoint: CPU seconds per setting, settings
// interleaved.
// usage: npm run build && node bench/batching.mjs CHECKPOINT --texts FILE.jsonl[,…] [--tokenizer
// CHECKPOINT] [--threads 1] [--repeat 3] [--sample 64]
//        [--budgets 256,512,1024,2048] [--rows 8,16,32,64]
// --texts: lines with a member "text". --tokenizer: where the checkpoint has none
// (bench/make-checkpoint.mjs), lengths are taken from another.
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { padBatch } from '../dist/models/batching/padded.js';
import { planBatches } from '../dist/models/batching/plan.js';
import { openEncoder } from '../dist/models/open-encoder.js';
import { openTransformer } from '../dist/models/graph/open-transformer.js';
import { clock, spread } from './support/measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(
    ['texts', 'tokenizer', 'threads', 'repeat', 'sample', 'budgets', 'rows', 'precision'].map(
      (name) => [name, { type: 'string' }],
    ),
  ),
});
const [checkpoint] = positionals;
if (checkpoint === undefined || values.texts === undefined) {
  console.error('usage: node bench/batching.mjs CHECKPOINT --texts FILE.jsonl');
  process.exit(2);
}
const numbers = (text) => text.split(',').map(Number);
const threads = Number(values.threads ?? 1);
const { encoder } = await openEncoder(values.tokenizer ?? checkpoint, { threads: 1 });
const transformer = await openTransformer(checkpoint, {
  threads,
  ...(values.precision === undefined
    ? {}
    : { precision: values.precision === 'int8' ? 'int8' : 'fp32' }),
});

for (const file of values.texts.split(',')) {
  const all = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).text);
  const step = Math.max(1, Math.floor(all.length / Number(values.sample ?? 64)));
  const ids = await encoder.tokenIds(
    all.filter((_, i) => i % step === 0).slice(0, Number(values.sample ?? 64)),
  );
  const tokens = ids.reduce((sum, row) => sum + row.length, 0);
  const settings = numbers(values.budgets ?? '256,512,1024,2048').flatMap((budget) =>
    numbers(values.rows ?? '8,16,32,64').map((rows) => ({
      tokens: budget,
      rows,
      cpu: [],
      wall: [],
      padding: 0,
    })),
  );
  for (let round = 0; round <= Number(values.repeat ?? 3); round++) {
    for (const setting of settings) {
      const batches = planBatches(
        ids.map((row) => row.length),
        setting,
      ).map((members) =>
        padBatch(members.map((i) => ids[i].map((id) => id % transformer.vocabularySize))),
      );
      setting.padding =
        1 - tokens / batches.reduce((sum, batch) => sum + batch.rows * batch.columns, 0);
      const { cpuSeconds, seconds } = await clock(async () => {
        for (const batch of batches)
          await transformer.run(batch.inputIds, batch.attentionMask, batch.rows, batch.columns);
      });
      // the first round warms up
      if (round > 0) {
        setting.cpu.push(cpuSeconds);
        setting.wall.push(seconds);
      }
    }
  }
  console.log(
    `${file}: ${ids.length} texts, ${tokens} tokens, ${transformer.hiddenSize} dims, ${threads} threads, load ${loadavg()[0].toFixed(1)}`,
  );
  for (const { tokens: budget, rows, padding, cpu, wall } of settings) {
    const used = spread(cpu.map((seconds) => (seconds * 1e6) / tokens));
    console.log(
      `${String(budget).padStart(5)} tokens ${String(rows).padStart(3)} rows: padding ${(100 * padding).toFixed(1).padStart(4)} %, CPU ms per 1000 tokens ${used.min.toFixed(0)} / ${used.median.toFixed(0)} / ${used.max.toFixed(0)}, wall median ${spread(wall).median.toFixed(2)} s`,
    );
  }
}
await transformer.close();
await encoder.close();
