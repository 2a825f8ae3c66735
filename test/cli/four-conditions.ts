import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSmallModel, XQUAD } from '../support/small-results.js';

/** A question's ease, the same for every model. */
export const ease = (i: number): number => 0.4 + ((i * 37) % 30) / 100;
const wobble = (i: number, seed: number): number => (((i * seed) % 11) - 5) / 100;

const CONDITIONS = [
  ['xlmr', 'monolingual', 0.0],
  ['xlmr', 'hybrid', 0.1],
  ['labse', 'monolingual', 0.05],
  ['labse', 'hybrid', 0.08],
] as const;

/** Results of two backbones in two batchings, in a folder of their own. */
export async function writeFourConditions(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'glottobench-compare-cli-'));
  for (const [n, [backbone, kind, gain]] of CONDITIONS.entries()) {
    const own = kind === 'hybrid' && backbone === 'labse' ? 'XQuADRetrieval' : 'other';
    await writeSmallModel(out, {
      name: `local/${backbone}-${kind}`,
      subsets: XQUAD,
      score: (_subset, i) => ease(i) + gain + wobble(i, 3 + n),
      card: { backbone, batch_sampling: { kind }, training_datasets: [{ name: own }] },
    });
  }
  return out;
}
