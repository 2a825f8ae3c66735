/** Seeded random numbers in [0, 1): mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What the tests add to each vocabulary, in every way in which a token can be looked for. */
export const ADDED = [
  { content: '<mask>', lstrip: true, rstrip: false, single_word: false, normalized: false },
  { content: '[DOC]', lstrip: false, rstrip: true, single_word: false, normalized: false },
  { content: 'free', lstrip: false, rstrip: false, single_word: true, normalized: true },
  { content: 'Rechte', lstrip: true, rstrip: true, single_word: true, normalized: false },
  { content: 'é', lstrip: false, rstrip: false, single_word: false, normalized: true },
  { content: '<|im_end|>', lstrip: false, rstrip: false, single_word: false, normalized: false },
] as const;

const WORDS = {
  latin: [
    'born',
    'free',
    'Würde',
    'İstanbul',
    'STRASSE',
    'ﬁn',
    'nǐ',
    'Rechte',
    'cafe\u0301',
    'x',
    "don't",
    '\u1e9b\u0323',
  ],
  greek: ['ΟΔΟΣ', 'ἄνθρωποι', 'ελεύθεροι', '\u037a', '\u0345'],
  cyrillic: ['Все', 'люди', 'рождаются', 'й', 'и\u0306'],
  arabic: ['يولد', 'أحرارًا', '\u0640', '\ufdfa', '\ufc5e', '\u0600', '\u200f'],
  hebrew: ['כל', 'בְּנֵי', '\ufb2a'],
  hindi: ['सभी', 'मनुष्यों', 'को', 'क्‍ष', '।'],
  malayalam: ['\u0d4e', 'മനുഷ്യ', '\u0d4eക'],
  thai: ['มนุษย์', 'ทั้งหลาย', 'ำ', 'เกิด', '\u0e33'],
  han: ['人人', '生而自由', '。', '，', '尊严', '\uf900', '\u{20000}', '「', '」'],
  kana: ['すべて', 'か\u3099', 'ガ', 'ｶﾞ', '\uff9e', 'ー'],
  hangul: ['모든', '\u1112\u1161\u11ab', '인간', '\u11a8', '\u1100'],
  digits: ['1', '1948', '½', '²', '٣', '①', 'Ⅷ', '𝟙'],
  marks: [
    '\u0301',
    '\u0308',
    '\u0327\u0301',
    '\u20dd',
    '\u0489',
    '\u05b0',
    '\u093f',
    '\ufe0f',
    '\u3099',
  ],
  emoji: [
    '😀',
    '👨\u200d👩\u200d👧',
    '🇩🇪',
    '🏳\ufe0f\u200d🌈',
    '👍🏽',
    '❤\ufe0f',
    '#\ufe0f\u20e3',
    '🏴\u{e0067}\u{e007f}',
  ],
  control: [
    '\u0000',
    '\u0007',
    '\u001c',
    '\u007f',
    '\u0085',
    '\u200b',
    '\u200c',
    '\u200d',
    '\ufeff',
    '\u00ad',
    '\ufffd',
    '\ufffe',
    '\ud800',
    '\udc00',
    '\u2060',
    '\u{e0001}',
  ],
  punctuation: [
    '.',
    ',',
    '!',
    '?',
    '...',
    '(',
    ')',
    '"',
    "'",
    "'s",
    "''",
    '``',
    '-',
    '_',
    '—',
    '§',
    '$',
    '¡',
    '\u0964',
    '\u2581',
    '\u2581\u2581',
    '#',
    '\u00a8',
    '\u00b4',
  ],
  added: [
    ...ADDED.map(({ content }) => content),
    '[CLS]',
    '[SEP]',
    '<s>',
    '</s>',
    '<unk>',
    '[UNK]',
    '##ing',
    'freed',
    'unfree',
  ],
  long: ['a'.repeat(120), 'ก'.repeat(60), '字'.repeat(50), 'www.', '0'.repeat(70)],
} as const;
const BLANKS = [
  ' ',
  ' ',
  ' ',
  ' ',
  '\n',
  '\n',
  '  ',
  '\n\n',
  '\r\n',
  '\t',
  '\u00a0',
  '\u3000',
  '\u0085',
  '\u2028',
  '\u200b',
  ' \n ',
  '\v',
  '\u001f',
  '\u1680',
  '    ',
] as const;

type Script = keyof typeof WORDS;
const SCRIPTS = Object.keys(WORDS) as Script[];

/**
 * A text of every kind that has broken a tokenizer somewhere: one script or all, with blanks,
 * without any, or of blanks alone.
 * @param pieces words and blanks
 */
export function oddText(random: () => number, pieces: number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const kind = random();
  const scripts =
    random() < 0.5
      ? SCRIPTS
      : Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(SCRIPTS));
  // 0: no blank, 1: blanks only
  const blanks = kind < 0.08 ? 0 : kind < 0.12 ? 1 : kind < 0.6 ? 0.6 : random();
  const usual = random();
  let text = '';
  let afterBlank = false;
  for (let i = 0; i < pieces; i++) {
    afterBlank = random() < (afterBlank && blanks < 1 ? blanks / 6 : blanks);
    text += !afterBlank ? pick(WORDS[pick(scripts)]) : random() < usual ? ' ' : pick(BLANKS);
  }
  return text;
}
