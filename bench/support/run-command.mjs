// `glottobench run` as a whole command, with the scores that it wrote.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runOurs } from './programs.mjs';

/**
 * Runs in a new results folder, and with an empty embedding store unless `cache` names one.
 * @param {string} task name, or path of its definition
 * @param {readonly string[]} args
 * @param {{ cache?: string }} [options]
 * @returns {Promise<{seconds: number, peakMegabytes: number, scores: Record<string, number>,
 * ndcg: Record<string, number>}>} main score and nDCG@10 per subset
 */
export async function evaluateOurs(folder, task, args, options = {}) {
  const { cache } = options;
  const out = mkdtempSync(join(folder, 'out-'));
  const store = cache ?? mkdtempSync(join(folder, 'cache-'));
  try {
    const { seconds, peakMegabytes } = await runOurs(
      ['run', '-t', task, '--out', out, '--quiet', ...args],
      { env: { GLOTTOBENCH_CACHE: store, CI: '1' } },
    );
    const file = readdirSync(out, { recursive: true, encoding: 'utf8' }).find(
      (name) => name.endsWith(`/${basename(task, '.json')}.json`) && !name.includes('typology'),
    );
    const rows = Object.values(JSON.parse(readFileSync(join(out, file), 'utf8')).scores).flat();
    const column = (key) => Object.fromEntries(rows.map((row) => [row.hf_subset, row[key]]));
    return { seconds, peakMegabytes, scores: column('main_score'), ndcg: column('ndcg_at_10') };
  } finally {
    rmSync(out, { recursive: true, force: true });
    if (cache === undefined) rmSync(store, { recursive: true, force: true });
  }
}
