import { join } from 'node:path';
import { writeSentenceTask, xquadFolder } from '../support/beir.mjs';
import { model } from '../support/peers.mjs';
import { root, runProgram } from '../support/programs.mjs';
import { evaluateOurs } from '../support/run-command.mjs';

const LANGUAGES = ['ar', 'de', 'el', 'en', 'es', 'hi', 'ru', 'th', 'tr', 'vi', 'zh'];

/**
 * int8 against fp32 of ours: seconds on one subset, and once what it costs in nDCG@10 per language.
 * Scores differ by design and are shown, not checked. The XLM-R of real size has random weights:
 * only its seconds mean something.
 */
export const bench = {
  title: 'int8 against fp32, en-en of XQuAD-R (sentence candidates), cold cache, whole command',
  targets: { 'e5-small-q4: fp32 / int8': 2, 'XLM-R base size: fp32 / int8': 2 },
  prepare: async ({ scratch, small, threads }) => {
    const e5 = model('e5-small-q4');
    const xlmr = join(scratch, 'xlm-r-base-size');
    await runProgram(
      process.execPath,
      ['bench/make-checkpoint.mjs', xlmr, '--tokenizer', e5, ...(small ? ['--layers', '2'] : [])],
      { cwd: root },
    );
    const task = await writeSentenceTask(scratch);
    const data = xquadFolder(scratch, small);
    const run = (checkpoint, precision, subsets) =>
      evaluateOurs(scratch, task, [
        '-m',
        checkpoint,
        '--data',
        data,
        '--subsets',
        subsets,
        '--threads',
        String(threads),
        '--precision',
        precision,
      ]);
    const all = (small ? ['en', 'th'] : LANGUAGES).map((code) => `${code}-${code}`).join(',');
    const [fp32, int8] = [await run(e5, 'fp32', all), await run(e5, 'int8', all)];
    const losses = Object.fromEntries(
      Object.keys(fp32.ndcg).map((subset) => [
        subset,
        {
          fp32: fp32.ndcg[subset],
          int8: int8.ndcg[subset],
          loss: Number((fp32.ndcg[subset] - int8.ndcg[subset]).toFixed(5)),
        },
      ]),
    );
    for (const [subset, { fp32: before, int8: after, loss }] of Object.entries(losses))
      process.stderr.write(`int8: ${subset} nDCG@10 ${before} → ${after}, loss ${loss}\n`);
    return {
      inputs: { subset: 'en-en', 'nDCG@10 of e5-small-q4': losses },
      pair: async () => {
        const measures = {};
        for (const [name, checkpoint] of [
          ['e5-small-q4', e5],
          ['XLM-R base size', xlmr],
        ]) {
          const before = await run(checkpoint, 'fp32', 'en-en');
          const after = await run(checkpoint, 'int8', 'en-en');
          Object.assign(measures, {
            [`${name}: fp32 / int8`]: before.seconds / after.seconds,
            [`${name}: fp32, s`]: before.seconds,
            [`${name}: int8, s`]: after.seconds,
          });
        }
        return { measures };
      },
    };
  },
};
