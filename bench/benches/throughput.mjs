import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEncoder } from '../../dist/models/open-encoder.js';
import { openMatrixProducts, productFlops } from '../support/matrix-products.mjs';
import { clock } from '../support/measure.mjs';
import { model, xquadR } from '../support/peers.mjs';

/** Texts per run of the matrix products: the fastest of these is the limit. */
const TEXTS = [1, 2, 4, 8];

/**
 * Paragraphs per second against the same runtime doing nothing but the model's own matrix products.
 */
export const bench = {
  title:
    "encode throughput on paragraphs, share of the sustained GEMM rate of the runtime on the model's own shapes",
  targets: { 'matrix products, share of GEMM rate': 0.7 },
  prepare: async ({ small, threads }) => {
    const folder = model('all-MiniLM-L6-v2');
    const { encoder } = await openEncoder(folder, { threads });
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
    const products = await openMatrixProducts(config, threads);
    const all = JSON.parse(readFileSync(join(xquadR(), 'en.json'), 'utf8')).data.flatMap(
      ({ paragraphs }) => paragraphs.map(({ context }) => context),
    );
    const texts = small ? all.slice(0, 48) : all;
    const lengths = (await encoder.tokenIds(texts)).map((ids) => ids.length);
    const tokens = lengths.reduce((sum, length) => sum + length, 0);
    const flops = lengths.reduce((sum, length) => sum + productFlops(config, length), 0);
    const mean = Math.round(tokens / texts.length);
    const runs = TEXTS.map((count) => ({
      count,
      run: products.prepare(count, mean),
      flops: count * productFlops(config, mean),
    }));
    await encoder.encode(texts.slice(0, 8), { role: 'document' });
    for (const { run } of runs) await run();
    return {
      inputs: { texts: texts.length, tokens },
      close: async () => {
        await encoder.close();
        await products.close();
      },
      pair: async () => {
        const encode = await clock(() => encoder.encode(texts, { role: 'document' }));
        const rates = [];
        for (const one of runs) {
          const rounds = Math.ceil(flops / one.flops);
          const { seconds, cpuSeconds } = await clock(async () => {
            for (let round = 0; round < rounds; round++) await one.run();
          });
          rates.push({
            texts: one.count,
            rate: (rounds * one.flops) / seconds,
            byCpu: (rounds * one.flops) / cpuSeconds,
          });
        }
        const best = (key) => Math.max(...rates.map((one) => one[key]));
        return {
          measures: {
            'matrix products, share of GEMM rate': flops / encode.seconds / best('rate'),
            'the same by CPU seconds': flops / encode.cpuSeconds / best('byCpu'),
            'GEMM, GFLOP/s': best('rate') / 1e9,
            'texts/s': texts.length / encode.seconds,
            'tokens/s': tokens / encode.seconds,
          },
          notes: { limit: rates.map((one) => ({ texts: one.texts, gigaflops: one.rate / 1e9 })) },
        };
      },
    };
  },
};
