import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEncoder } from '../../dist/models/open-encoder.js';
import { openLinearLayers } from '../support/linear-layers.mjs';
import { clock } from '../support/measure.mjs';
import { model, xquadR } from '../support/peers.mjs';

/** Rows of the matrix products: the fastest of these is the limit. */
const ROWS = [128, 256, 512, 1024];

/** Paragraphs per second against the same runtime doing nothing but the model's own matrix products, weights packed as in the model. */
export const bench = {
  title: 'encode throughput on paragraphs, share of the sustained GEMM rate of the runtime on the model\'s own shapes',
  targets: { 'linear layers, share of GEMM rate': 0.7 },
  prepare: async ({ small, threads }) => {
    const folder = model('all-MiniLM-L6-v2');
    const { encoder } = await openEncoder(folder, { threads });
    const layers = await openLinearLayers(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')), threads);
    const all = JSON.parse(readFileSync(join(xquadR(), 'en.json'), 'utf8')).data.flatMap(({ paragraphs }) => paragraphs.map(({ context }) => context));
    const texts = small ? all.slice(0, 48) : all;
    const tokens = (await encoder.tokenIds(texts)).reduce((sum, ids) => sum + ids.length, 0);
    await encoder.encode(texts.slice(0, 8), { role: 'document' });
    for (const rows of ROWS) await layers.run(rows);
    return {
      inputs: { texts: texts.length, tokens },
      close: async () => {
        await encoder.close();
        await layers.close();
      },
      pair: async () => {
        const encode = await clock(() => encoder.encode(texts, { role: 'document' }));
        const rates = [];
        for (const rows of ROWS) {
          const rounds = Math.ceil(tokens / rows);
          const { seconds, cpuSeconds } = await clock(async () => {
            for (let round = 0; round < rounds; round++) await layers.run(rows);
          });
          rates.push({ rows, rate: (rounds * rows * layers.flops) / seconds, byCpu: (rounds * rows * layers.flops) / cpuSeconds });
        }
        const best = (key) => Math.max(...rates.map((one) => one[key]));
        return {
          measures: {
            'linear layers, share of GEMM rate': (tokens * layers.flops) / encode.seconds / best('rate'),
            'the same by CPU seconds': (tokens * layers.flops) / encode.cpuSeconds / best('byCpu'),
            'GEMM, GFLOP/s': best('rate') / 1e9, 'texts/s': texts.length / encode.seconds, 'tokens/s': tokens / encode.seconds,
          },
          notes: { gemm: rates.map(({ rows, rate }) => ({ rows, gigaflops: rate / 1e9 })) },
        };
      },
    };
  },
};
