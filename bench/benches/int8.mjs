import { writeSentenceTask, xquadFolder } from '../support/beir.mjs';
import { model } from '../support/peers.mjs';
import { evaluateOurs } from '../support/run-command.mjs';

const LANGUAGES = ['ar', 'de', 'el', 'en', 'es', 'hi', 'ru', 'th', 'tr', 'vi', 'zh'];

/** int8 against fp32 of ours: seconds, and what it costs in nDCG@10 per language. Scores differ by design and are shown, not checked. */
export const bench = {
  title: 'int8 against fp32, monolingual subsets of XQuAD-R, e5-small-q4, cold cache, whole command',
  targets: { 'fp32 / int8': 2 },
  prepare: async ({ scratch, small, threads }) => {
    const task = await writeSentenceTask(scratch);
    const data = xquadFolder(scratch, small);
    const languages = small ? ['en'] : LANGUAGES;
    const subsets = languages.map((code) => `${code}-${code}`).join(',');
    const run = (precision) => evaluateOurs(scratch, task, ['-m', model('e5-small-q4'), '--data', data, '--subsets', subsets, '--threads', String(threads), '--precision', precision]);
    return {
      inputs: { languages },
      pair: async () => {
        const [fp32, int8] = [await run('fp32'), await run('int8')];
        const losses = Object.fromEntries(Object.keys(fp32.ndcg).map((subset) => [`nDCG@10 lost, ${subset}`, fp32.ndcg[subset] - int8.ndcg[subset]]));
        return { measures: { 'fp32 / int8': fp32.seconds / int8.seconds, 'fp32, s': fp32.seconds, 'int8, s': int8.seconds, ...losses } };
      },
    };
  },
};
