import { GlottobenchError } from '../base/errors.js';
import type { Ranking } from '../types/ranking.js';
import { writeStreamAtomic } from './atomic-stream.js';

/**
 * Writes rankings as a TREC run file, `query Q0 document rank score tag`, hits in the given order
 * (best first). Scores keep every digit, so that reading the file gives the same numbers. A line
 * whose ids hold a space is separated by tabs: our reader takes it back, trec_eval does not. A
 * query without hits has no line.
 * @param path `.gz` packs it
 * @param depth hits per query that are kept
 * @param tag name of the system, the last column
 * @param comment for the header of a packed file, ASCII
 * @throws GB_INPUT_INVALID for an id with a tab or a line break, or an empty one; nothing is left
 * behind
 */
export async function writeRun(
  path: string,
  rankings: Iterable<Ranking> | AsyncIterable<Ranking>,
  tag: string,
  depth = Infinity,
  comment?: string,
): Promise<void> {
  const lines = runLines(rankings, tag.replace(/\s+/g, '_') || 'run', depth);
  await writeStreamAtomic(path, lines, comment);
}

async function* runLines(
  rankings: Iterable<Ranking> | AsyncIterable<Ranking>,
  tag: string,
  depth: number,
): AsyncGenerator<string> {
  const separators = new Map<string, string>();
  // An id comes a thousand times in a run and is looked at once.
  const separator = (id: string): string => {
    const known = separators.get(id);
    if (known !== undefined) return known;
    const found = separatorFor(id);
    separators.set(id, found);
    return found;
  };
  for await (const { query, docs, scores } of rankings) {
    const ofQuery = separator(query);
    let lines = '';
    const hits = Math.min(docs.length, depth);
    for (let i = 0; i < hits; i++) {
      const doc = docs[i] ?? '';
      const s = separator(doc) === '\t' ? '\t' : ofQuery;
      lines += `${query}${s}Q0${s}${doc}${s}${i + 1}${s}${scores[i] ?? NaN}${s}${tag}\n`;
    }
    if (lines !== '') yield lines;
  }
}

/** A space, or a tab where the id itself holds white space. */
function separatorFor(id: string): ' ' | '\t' {
  if (id === '' || /[\t\n\r]/.test(id) || id !== id.trim()) {
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      `the id ${JSON.stringify(id)} cannot stand in a TREC file`,
      { hint: 'an id needs a character, no tab, no line break, no space at either end' },
    );
  }
  return /[ \v\f]/.test(id) ? '\t' : ' ';
}
