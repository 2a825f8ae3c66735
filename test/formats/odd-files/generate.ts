import { gzipSync } from 'node:zlib';
import { seededDraws, type Draws } from './draws.js';

/**
 * One odd file, and the same bytes as the reference may read them: unpacked, under the names it
 * knows.
 */
export interface OddFile {
  readonly layout: Layout;
  readonly bytes: Uint8Array;
  readonly forReference: Uint8Array;
}

export const LAYOUTS = [
  ...['named-tab', 'named-comma', 'beir', 'trec', 'trec-run'],
  ...['json', 'json-run', 'jsonl', 'corpus'],
] as const;
export type Layout = (typeof LAYOUTS)[number];

const WORDS = ['q', 'doc', 'Тема', 'Ünï', '文', 'ไทย', 'e\u0301', 'é', '🙂', 'x-1', 'a.b', 'ا'];
const ODD_IDS = [
  ...['007', '1.50', '+7', '1e5', '0', '-5', 'True', 'NA', 'null', 'nan', '#1', '"', 'a"b', "'"],
  ...['12345678901234567890', '9007199254740993', 'a\u00a0b', '\u00a0a', 'a\u2028b', 'a\u0085b'],
  ...['\ufeffx', '__proto__', 'constructor', '\u200b', 'a\u0000b', 'inf', '{', '[', '\\', '1,5'],
];
const SPACED = ['a b', ' a', 'a ', 'a  b'];

/** A seeded file of a layout: plain in most of its traits, odd in a few. */
export function oddFile(layout: Layout, seed: number): OddFile {
  const draws = seededDraws(seed);
  const text = TEXTS[layout](draws);
  const [ours, reference] = typeof text === 'string' ? [text, text] : text;
  const finish = ending(draws);
  const packed = draws.chance(0.1);
  const utf16 = draws.chance(0.01);
  const encode = (content: string): Uint8Array =>
    Buffer.from(finish(content), utf16 ? 'utf16le' : 'utf8');
  return {
    layout,
    bytes: packed ? gzipSync(encode(ours)) : encode(ours),
    forReference: encode(reference),
  };
}

/** Line ends, a mark in front, a last line without an end. */
function ending(draws: Draws): (text: string) => string {
  const end = draws.chance(0.15) ? '\r\n' : draws.chance(0.01) ? '\r' : '\n';
  const mark = draws.chance(0.05) ? '\ufeff' : '';
  const open = draws.chance(0.2);
  return (text) => mark + (open ? text.replace(/\n$/, '') : text).replaceAll('\n', end);
}

function ids(draws: Draws, prefix: string, spaced: boolean): () => string {
  const numbers = draws.chance(0.25);
  const odd = draws.chance(0.2) ? 0.2 : 0;
  return () => {
    if (draws.chance(odd)) return draws.pick(spaced ? [...ODD_IDS, ...SPACED] : ODD_IDS);
    const number = String(draws.below(12));
    return numbers ? number : `${draws.pick([prefix, prefix, ...WORDS])}${number}`;
  };
}

function grades(draws: Draws): () => string {
  const odd = draws.chance(0.06) ? 0.3 : 0;
  return () =>
    draws.chance(odd)
      ? draws.pick([
          '1.0',
          '+1',
          ' 1',
          '1 ',
          '0x1',
          '1_0',
          '1.5',
          '',
          'x',
          '3000000000',
          '1e0',
          '٣',
        ])
      : draws.pick(['0', '1', '1', '2', '3', '-1']);
}

function rows(draws: Draws, spaced: boolean): string[][] {
  const query = ids(draws, 'q', spaced);
  const document = ids(draws, 'd', spaced);
  const grade = grades(draws);
  const list = Array.from({ length: 1 + draws.below(8) }, () => [query(), document(), grade()]);
  return draws.chance(0.1) ? [...list, [...(list[0] ?? []).slice(0, 2), grade()]] : distinct(list);
}

function distinct(list: readonly string[][]): string[][] {
  return [...new Map(list.map((row) => [JSON.stringify(row.slice(0, 2)), row])).values()];
}

const ALIASES = [
  ['query-id', 'qid', 'query_id', 'topic', 'Query-ID'],
  ['corpus-id', 'cid', 'docid', 'doc_id', 'docno', 'pid'],
  ['score', 'rel', 'relevance', 'label', 'Score'],
] as const;
const STANDARD = ['query-id', 'corpus-id', 'score'];

function table(draws: Draws, separator: string): [string, string] {
  const alias = draws.chance(0.4);
  const names = STANDARD.map((name, i) => (alias ? draws.pick(ALIASES[i] ?? [name]) : name));
  const extra = draws.chance(0.25) ? [draws.pick(['annotators', 'rank', 'time', 'iteration'])] : [];
  const order = draws.chance(0.3) ? draws.shuffled([0, 1, 2, 3]) : [0, 1, 2, 3];
  const columns = order.filter((column) => column < 3 + extra.length);
  const arrange = (cells: readonly string[]): string =>
    columns.map((column) => cells[column] ?? '').join(separator);
  const quote = quoting(draws, separator);
  const broken = draws.chance(0.03);
  const body = rows(draws, true).map((row) => {
    const cells = [...row, ...(extra.length > 0 ? [draws.pick(['0', '1', 'a'])] : [])];
    const line = arrange(cells.map(quote));
    return broken && draws.chance(0.5)
      ? draws.pick([`${line}${separator}`, row.slice(0, 2).join(separator)])
      : line;
  });
  const blank = draws.chance(0.05) ? '\n' : '';
  const rest = `${body.join('\n')}\n${blank}`;
  return [
    `${arrange([...names, ...extra])}\n${rest}`,
    `${arrange([...STANDARD, ...extra])}\n${rest}`,
  ];
}

/** As Python's csv writer quotes, or bare, or everything. */
function quoting(draws: Draws, separator: string): (cell: string) => string {
  const how = draws.pick(['needed', 'needed', 'needed', 'bare', 'all']);
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  return (cell) => {
    if (how === 'all') return quoted(cell);
    const needs = cell.includes(separator) || cell.includes('"') || /[\r\n]/.test(cell);
    return how === 'needed' && needs ? quoted(cell) : cell;
  };
}

function beirTable(draws: Draws): string {
  const quote = quoting(draws, '\t');
  const header = draws.chance(0.04)
    ? 'q1\td1\t1'
    : draws.pick(['a\tb\tc', 'qid\tdoc\tannotation', 'x\ty\tz', '#q\td\tg']);
  const body = rows(draws, true).map((row) => row.map(quote).join('\t'));
  return `${header}\n${body.join('\n')}\n`;
}

function trecLines(draws: Draws, columns: (row: readonly string[]) => readonly string[]): string {
  const separator = draws.pick([' ', ' ', '\t', '  ', ' \t']);
  const mixed = draws.chance(0.1);
  const lines = rows(draws, false).map((row) =>
    columns(row).join(mixed ? draws.pick([' ', '\t']) : separator),
  );
  const padded = draws.chance(0.1) ? lines.map((line) => ` ${line} `) : lines;
  const extra = draws.chance(0.04)
    ? [draws.pick(['# a comment', '#1 0 d 1', '', '# four words 1', 'q 0 d'])]
    : [];
  return `${draws.shuffled([...padded, ...extra]).join('\n')}\n`;
}

function nested(draws: Draws, number: () => string): string {
  const outer = new Map<string, string[]>();
  for (const [query = '', document = ''] of rows(draws, true))
    outer.set(query, [...(outer.get(query) ?? []), `${JSON.stringify(document)}: ${number()}`]);
  const indent = draws.chance(0.3) ? '\n  ' : '';
  return `{${[...outer].map(([query, members]) => `${indent}${JSON.stringify(query)}: {${members.join(', ')}}`).join(',')}}\n`;
}

function jsonLines(draws: Draws): string {
  return `${rows(draws, true)
    .map(([query = '', document = '', grade = '']) => {
      const asNumber = /^-?\d{1,18}$/.test(query) && /^(?:0|-?[1-9]\d*)$/.test(query);
      const members = [
        `"query-id": ${asNumber && draws.chance(0.3) ? query : JSON.stringify(query)}`,
        `"corpus-id": ${JSON.stringify(document)}`,
        `"score": ${/^-?\d+$/.test(grade) ? grade : JSON.stringify(grade)}`,
        ...(draws.chance(0.1)
          ? [`"note": ${draws.pick(['0.8414709848078965', 'NaN', '"x"', '[1, {}]'])}`]
          : []),
      ];
      return `{${members.join(', ')}}`;
    })
    .join('\n')}\n`;
}

function corpusLines(draws: Draws): string {
  const document = ids(draws, 'd', true);
  const text = (): string => JSON.stringify(draws.pick(['a text', 'é "x"\n', '\u2028', '', ' x ']));
  const lines = Array.from({ length: 1 + draws.below(6) }, () => {
    const id = document();
    const shown = /^[1-9]\d{0,17}$/.test(id) && draws.chance(0.4) ? id : JSON.stringify(id);
    const title = draws.chance(0.3) ? [`"title": ${draws.chance(0.1) ? 'NaN' : text()}`] : [];
    const metadata = draws.chance(0.2)
      ? [
          `"metadata": ${draws.pick(['0.8414709848078965', '[{"a": 12345678901234567890}]', 'NaN', '1e400'])}`,
        ]
      : [];
    return `{${[`"_id": ${shown}`, ...title, `"text": ${text()}`, ...metadata].join(', ')}}`;
  });
  return `${[...new Map(lines.map((line) => [/"_id": (.*?), "t/.exec(line)?.[1], line])).values()].join('\n')}\n`;
}

function scoreText(draws: Draws): string {
  return draws.pick(['1', '0.5', '-2.25', '1e-3', '.5', '7.', '0.12345678901234567']);
}

const TEXTS: Readonly<Record<Layout, (draws: Draws) => string | [string, string]>> = {
  'named-tab': (draws) => table(draws, '\t'),
  'named-comma': (draws) => table(draws, ','),
  beir: beirTable,
  trec: (draws) =>
    trecLines(draws, ([query = '', document = '', grade = '']) => [
      query,
      '0',
      document,
      grade.trim() || '1',
    ]),
  'trec-run': (draws) =>
    trecLines(draws, ([query = '', document = '']) => [
      query,
      'Q0',
      document,
      '1',
      scoreText(draws),
      'tag',
    ]),
  json: (draws) => nested(draws, () => draws.pick(['0', '1', '2', '-1', '1.0'])),
  'json-run': (draws) =>
    nested(draws, () =>
      draws.pick(['1', '0.5', '-2.25', '1e-3', draws.chance(0.02) ? 'NaN' : '3']),
    ),
  jsonl: jsonLines,
  corpus: corpusLines,
};
