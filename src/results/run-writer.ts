import { GlottobenchError } from '../base/errors.js';
import type { Ranking } from '../types/ranking.js';
import { writeStreamAtomic } from './atomic-stream.js';

/**
 * Writes rankings as a TREC run file, `query Q0 document rank score tag`, hits in the given order (best first).
 * Scores keep every digit, so that reading the file gives the same numbers. A line whose ids hold a space is
 * separated by tabs: our reader takes it back, trec_eval does not. A query without hits has no line.
 * @param path `.gz` packs it
 * @param tag name of the system, the last column
 * @param depth hits written per query, the first ones; all without it
 * @throws GB_INPUT_INVALID for an id with a tab or a line break, or an empty one; nothing is left behind
 */
export async function writeRun(path: string, rankings: Iterable<Ranking> | AsyncIterable<Ranking>, tag: string, depth = Infinity): Promise<void> {
  await writeStreamAtomic(path, runLines(rankings, tag.replace(/\s+/g, '_') || 'run', depth));
}

async function* runLines(rankings: Iterable<Ranking> | AsyncIterable<Ranking>, tag: string, depth: number): AsyncGenerator<string> {
  for await (const { query, docs, scores } of rankings) {
    const queryId = checked(query);
    let lines = '';
    docs.slice(0, depth).forEach((doc, i) => {
      const space = hasSpace(query) || hasSpace(doc) ? '\t' : ' ';
      lines += [queryId, 'Q0', checked(doc), i + 1, scores[i], tag].join(space) + '\n';
    });
    if (lines !== '') yield lines;
  }
}

function checked(id: string): string {
  if (id === '' || /[\t\n\r]/.test(id) || id !== id.trim()) {
    throw new GlottobenchError('GB_INPUT_INVALID', `the id ${JSON.stringify(id)} cannot stand in a TREC file`, { hint: 'an id needs a character, no tab, no line break, no space at either end' });
  }
  return id;
}

function hasSpace(id: string): boolean {
  return /[ \v\f]/.test(id);
}
