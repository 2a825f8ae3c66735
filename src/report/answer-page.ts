import type { Answer } from '../analysis/answer/answer.js';
import { factorialTables } from './factorial-tables.js';
import { markdownTables } from './write/markdown.js';

const KINDS = {
  description: 'These data',
  claim: 'Claim',
  equivalence: 'No difference',
  refusal: 'Not known',
} as const;

/** The answer as a page in Markdown: sentences first, then the tables that they tell. */
export function answerPage({ sentences, analysis }: Answer): string {
  const lines = sentences.map(({ kind, text }) => `- **${KINDS[kind]}.** ${text}`);
  return [
    '# What backbone and batching do',
    lines.join('\n'),
    'A claim is of other training runs and questions in these languages, corrected over its family of tests; "these data" speaks of the runs at hand alone (docs/statistics.md).',
    ...(analysis === null ? [] : [markdownTables(factorialTables(analysis)).trimEnd()]),
  ]
    .join('\n\n')
    .concat('\n');
}
