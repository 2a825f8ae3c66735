/** What a column of judgements or of a run holds. */
export type ColumnRole = 'query' | 'document' | 'grade' | 'score' | 'rank';

/**
 * Names by which files call a column. A name of the second list counts only where none of the first
 * is there.
 */
const NAMES: Readonly<Record<ColumnRole, readonly [readonly string[], readonly string[]]>> = {
  query: [
    ['query-id', 'queryid', 'qid', 'q-id', 'topic-id', 'topicid', 'topic'],
    ['query', 'q'],
  ],
  document: [
    [
      ...['corpus-id', 'corpusid', 'cid', 'doc-id', 'docid', 'document-id', 'documentid', 'did'],
      ...['docno', 'pid', 'passage-id', 'passageid'],
    ],
    ['document', 'doc', 'passage'],
  ],
  grade: [['score', 'rel', 'relevance', 'label', 'grade', 'judgement', 'judgment'], []],
  score: [['score', 'similarity', 'sim'], []],
  rank: [['rank'], []],
};

/** A header's names → where each role stands, and why a role cannot be told. */
interface Roles {
  readonly at: ReadonlyMap<ColumnRole, number>;
  /** Names that would be the same column twice. */
  readonly doubled: readonly string[];
}

/** @param names the cells of a header line */
export function findRoles(names: readonly string[], wanted: readonly ColumnRole[]): Roles {
  const known = names.map(normalized);
  const at = new Map<ColumnRole, number>();
  for (const role of wanted) {
    const [strong, weak] = NAMES[role];
    const places = placesOf(known, strong);
    const found = places.length > 0 ? places : placesOf(known, weak);
    if (found.length > 1) return { at, doubled: found.map((place) => names[place] ?? '') };
    const [place] = found;
    if (place !== undefined) at.set(role, place);
  }
  return { at, doubled: [] };
}

/** The role that one name speaks of, whatever else stands beside it. */
export function roleOf(name: string, roles: readonly ColumnRole[]): ColumnRole | undefined {
  const known = normalized(name);
  return roles.find((role) => NAMES[role].some((names) => names.includes(known)));
}

function placesOf(names: readonly string[], wanted: readonly string[]): number[] {
  return names.flatMap((name, place) => (wanted.includes(name) ? [place] : []));
}

function normalized(name: string): string {
  return trimBlanks(name).replace(/^#\s*/, '').toLowerCase().replaceAll(/[ _]/g, '-');
}

/** Without ASCII blanks at the ends; no other character is a blank in an id. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Blank, tab, line feed, vertical tab, form feed, carriage return: C's `isspace`. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** Words between runs of ASCII blanks, as trec_eval separates columns. */
export function asciiWords(line: string): string[] {
  return line.split(/[ \t\v\f\r]+/).filter((word) => word !== '');
}

const OTHER_PYTHON_BLANK =
  /[\u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const PYTHON_BLANKS =
  /[\t-\r \u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** Words by Python's `str.split()`, where they may differ from `asciiWords`; else undefined. */
export function pythonWords(line: string): string[] | undefined {
  if (!OTHER_PYTHON_BLANK.test(line)) return undefined;
  return line.split(PYTHON_BLANKS).filter((word) => word !== '');
}
