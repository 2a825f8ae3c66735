import { packagePath } from '../../src/base/folders.js';
import { leaderboardSection } from './leaderboard-section.js';
import { readLeaderboardExtract } from './leaderboard-data.js';
import { analysePaper } from './paper-analysis.js';
import { paperSection } from './paper-section.js';
import { openSection } from './open-section.js';
import { readPublished } from '../../src/results/import/published-cells.js';

/**
 * Seed and sizes of everything random in the document, so that it can be made again byte for byte.
 */
const OPTIONS = { seed: 42, draws: 10_000, level: 0.95 } as const;

const ABSTRACT =
  '**In short.** On the published checkpoints hybrid batches score higher than both other ways of drawing batches in most columns of XQuAD-R and MLQA-R, and lower than monolingual batches on MIRACL; XLM-R and LaBSE differ by more than the batchings do. ' +
  'None of it is a claim about a way of training: one checkpoint stands for each condition, so that another seed could undo any difference whose tipping point is under what seeds do. mBERT and mT5 are not in these data. ' +
  'Three seeds per condition on the four backbones, with per-query scores, would answer the question (`glottobench answer`).';

/**
 * docs/findings.md: what published numbers and the leaderboard snapshot say about backbone and
 * batch sampling. Everything is computed from results/published; the same input gives the same
 * bytes on every machine.
 * @throws GB_NOT_FOUND, GB_INPUT_INVALID when results/published is incomplete or was changed into
 * something unreadable
 */
export async function findingsDocument(
  folder = packagePath('results', 'published'),
): Promise<string> {
  const cells = readPublished(`${folder}/hybrid-batch.csv`);
  const models = readLeaderboardExtract(folder);
  return `${[
    '# Findings',
    '<!-- Written by `npm run findings`; do not edit. -->',
    ABSTRACT,
    'What can be said today about how backbone and batch sampling decide zero-shot retrieval across languages, from published numbers and with intervals. ' +
      `Every number is computed from results/published by the command above (seed ${String(OPTIONS.seed)}, ${OPTIONS.draws.toLocaleString('en-US')} draws, ${String(OPTIONS.level * 100)} % intervals); docs/statistics.md tells how.`,
    paperSection(analysePaper(cells, OPTIONS.level)),
    await leaderboardSection(models, OPTIONS),
    openSection(cells, models),
  ].join('\n\n')}\n`;
}
