import type { LeaderboardModel } from './leaderboard-data.js';
import { enumeration } from './markdown.js';
import type { PublishedCell } from '../../src/results/import/published-cells.js';

const WANTED = ['mBERT', 'XLM-R', 'LaBSE', 'mT5'] as const;

/** What these data cannot say. */
export function openSection(
  cells: readonly PublishedCell[],
  models: readonly LeaderboardModel[],
): string {
  const published = (backbone: string): number =>
    cells.filter((one) => one.backbone === backbone).length;
  const missing = WANTED.filter((backbone) => published(backbone) === 0);
  const boards = WANTED.map(
    (backbone) =>
      `${backbone} ${String(models.filter(({ family }) => family.startsWith(backbone) && !family.includes('cut to')).length)}`,
  );
  const hybridLanguages = new Set(cells.map(({ language }) => language));
  return [
    '## What remains open',
    [
      `- **${enumeration(missing)} under hybrid batches.** The published cells by backbone: ${WANTED.map((backbone) => `${backbone} ${String(published(backbone))}`).join(', ')}. No number for ${enumeration(missing)} with the three batchings exists in the sources of this project, so two of the four backbones of the question have no answer.`,
      `- **mT5 as a dense retriever.** Models of the extract by backbone: ${boards.join(', ')}. None is an mT5 encoder, and the leaderboard snapshot holds none at all.`,
      `- **Typology beyond genealogy.** The published tables have ${String(hybridLanguages.size)} languages, at most 15 in one data set; by the smallest group sizes of docs/typology.md none of them supports a contrast by word order, affixing or exposure. \`glottobench power\` says which tasks do.`,
      '- **Questions and seeds.** The published numbers are means over questions from one training run each. How much of a difference belongs to the questions or to the seed is not in them; per-query scores of own runs (`glottobench run`, then `glottobench compare`) answer the first, several seeds the second.',
      '- **Backbone apart from recipe.** No pair of leaderboard models differs in the backbone alone among mBERT, XLM-R, LaBSE and mT5. The comparison needs the same recipe on all four: `glottobench compare --factor backbone,batching` reads it from the checkpoint cards.',
    ].join('\n'),
  ].join('\n\n');
}
