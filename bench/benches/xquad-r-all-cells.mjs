import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { writeManifest, writeSentenceTask, xquadFolder } from '../support/beir.mjs';
import { largestDifference } from '../support/compare.mjs';
import { model, python } from '../support/peers.mjs';
import { lastJson, runProgram } from '../support/programs.mjs';
import { evaluateOurs } from '../support/run-command.mjs';

/** All 11 × 11 cells, whole commands. mteb encodes 121 corpora, we encode 11. */
export const bench = {
  title: 'all cells of XQuAD-R (sentence candidates), all-MiniLM-L6-v2, fp32, cold cache',
  targets: { 'mteb / ours': 25, 'mteb with its cache / ours': 2 },
  prepare: async ({ scratch, small, threads, articles }) => {
    const checkpoint = model('all-MiniLM-L6-v2');
    // a trial: 2 × 2 cells
    const wanted = ({ subset, setting }) =>
      setting !== 'multilingual' && (!small || /^(en|de)-(en|de)$/.test(subset));
    const task = await writeSentenceTask(scratch);
    const data = xquadFolder(scratch, small, articles);
    const manifest = await writeManifest(task, data, scratch, wanted);
    const peer = async (...extra) => {
      const { seconds, out } = await runProgram(python(), [
        'bench/peers/evaluate.py',
        checkpoint,
        manifest.file,
        mkdtempSync(join(scratch, 'peer-')),
        '--threads',
        String(threads),
        ...extra,
      ]);
      return { seconds, ...lastJson(out) };
    };
    return {
      inputs: {
        articles: articles ?? 'all 48',
        cells: manifest.subsets.length,
        queries: manifest.queries,
        documents: manifest.documents,
      },
      pair: async () => {
        const ours = await evaluateOurs(scratch, task, [
          '-m',
          checkpoint,
          '--data',
          data,
          '--subsets',
          manifest.subsets.join(','),
          '--threads',
          String(threads),
        ]);
        const cached = await peer('--cache', mkdtempSync(join(scratch, 'embeddings-')));
        const plain = await peer();
        return {
          measures: {
            'mteb / ours': plain.seconds / ours.seconds,
            'mteb with its cache / ours': cached.seconds / ours.seconds,
            'ours, s': ours.seconds,
            'mteb, s': plain.seconds,
            'mteb with its cache, s': cached.seconds,
          },
          difference: Math.max(
            largestDifference(ours.scores, plain.scores),
            largestDifference(ours.scores, cached.scores),
          ),
        };
      },
    };
  },
};
