import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEncoder } from '../../dist/models/open-encoder.js';
import { openInnerProduct } from '../../dist/search/score-matrix.js';
import { clock } from '../support/measure.mjs';
import { model, xquadR } from '../support/peers.mjs';

/** Shapes of a linear layer: `[tokens, from] × [from, to]`. */
function layersOf({ hidden_size: hidden, intermediate_size: inner, num_hidden_layers: layers }) {
  return { layers, shapes: [...Array.from({ length: 4 }, () => [hidden, hidden]), [hidden, inner], [inner, hidden]] };
}

/** Paragraphs per second against the same runtime doing nothing but the model's own matrix products, 512 rows each. */
export const bench = {
  title: 'encode throughput on paragraphs, share of the sustained GEMM rate of the runtime on the model\'s own shapes',
  targets: { 'linear layers, share of GEMM rate': 0.7 },
  prepare: async ({ small, threads }) => {
    const folder = model('all-MiniLM-L6-v2');
    const { encoder } = await openEncoder(folder, { threads });
    const product = await openInnerProduct(threads);
    const { layers, shapes } = layersOf(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
    const all = JSON.parse(readFileSync(join(xquadR(), 'en.json'), 'utf8')).data.flatMap(({ paragraphs }) => paragraphs.map(({ context }) => context));
    const texts = small ? all.slice(0, 48) : all;
    const tokens = (await encoder.tokenIds(texts)).reduce((sum, ids) => sum + ids.length, 0);
    const flops = shapes.reduce((sum, [from, to]) => sum + 2 * from * to, 0);
    const matrices = shapes.map(([from, to]) => ({ from, rows: new Float32Array(512 * from).fill(0.5), weights: new Float32Array(to * from).fill(0.25) }));
    await encoder.encode(texts.slice(0, 8), { role: 'document' });
    return {
      inputs: { texts: texts.length, tokens },
      close: async () => {
        await encoder.close();
        await product.close();
      },
      pair: async () => {
        const rounds = Math.ceil(tokens / 512);
        const encode = await clock(() => encoder.encode(texts, { role: 'document' }));
        const gemm = await clock(async () => {
          for (let round = 0; round < rounds; round++) for (let layer = 0; layer < layers; layer++) for (const { rows, weights, from } of matrices) await product.scores(rows, weights, from);
        });
        const [encodeRate, gemmRate] = [(tokens * flops * layers) / encode.seconds, (rounds * 512 * flops * layers) / gemm.seconds];
        return {
          measures: {
            'linear layers, share of GEMM rate': encodeRate / gemmRate, 'the same by CPU seconds': (encodeRate * encode.seconds * gemm.cpuSeconds) / (encode.cpuSeconds * gemmRate * gemm.seconds),
            'GEMM, GFLOP/s': gemmRate / 1e9, 'texts/s': texts.length / encode.seconds, 'tokens/s': tokens / encode.seconds,
          },
        };
      },
    };
  },
};
