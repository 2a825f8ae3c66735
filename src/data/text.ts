import { pythonStrip } from '../base/python.js';
import { inputError, type RowPlace } from '../formats/row.js';

/**
 * The text of a document as mteb encodes it (`_corpus_to_dict` in mteb/_create_dataloaders.py):
 * title and text with a blank between, the outer ends stripped as Python strips. No title, an empty
 * or a null one: the text alone.
 */
export function documentText(title: string | null | undefined, text: string | null): string {
  return pythonStrip(
    title === null || title === undefined || title === '' ? (text ?? '') : `${title} ${text ?? ''}`,
  );
}

/**
 * The text of a query as mteb encodes it, not stripped. An instruction follows the text after a
 * blank (an empty one leaves the blank); a conversation (list of strings, or of `{role, content}`)
 * is joined by `"; "` and the instruction stands in front. A null instruction counts as none.
 * @throws GB_INPUT_INVALID
 */
export function queryText(
  value: unknown,
  instruction: string | null | undefined,
  place: RowPlace,
): string {
  if (typeof value === 'string')
    return instruction === null || instruction === undefined ? value : `${value} ${instruction}`;
  if (Array.isArray(value) && value.length > 0) {
    const talk = value.map((turn) => turnText(turn, place)).join('; ');
    return instruction === null || instruction === undefined ? talk : `${instruction} ${talk}`;
  }
  throw inputError(
    `text must be a string or a conversation, found ${value === null || value === undefined ? 'nothing' : typeof value}`,
    place,
  );
}

function turnText(turn: unknown, place: RowPlace): string {
  if (typeof turn === 'string') return turn;
  if (typeof turn === 'object' && turn !== null && 'role' in turn && 'content' in turn)
    return `${String(turn.role)}: ${String(turn.content)}`;
  throw inputError('a turn of a conversation must be a string or have role and content', place);
}
