const COMMANDS: ReadonlyMap<string, string> = new Map([
  ['\\', '\\textbackslash{}'],
  ['{', '\\{'],
  ['}', '\\}'],
  ['$', '\\$'],
  ['&', '\\&'],
  ['#', '\\#'],
  ['%', '\\%'],
  ['_', '\\_'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['|', '\\textbar{}'],
  ['`', '\\textasciigrave{}'],
  // After the end of a row these two would be read as its options.
  ['[', '{[}'],
  [']', '{]}'],
  ['*', '{*}'],
  ['\u00a0', '~'],
  ['–', '--'],
  ['—', '---'],
  ['‘', '`'],
  ['’', "'"],
  ['“', '``'],
  ['”', "''"],
  ['…', '\\dots{}'],
  ['†', '\\dag{}'],
  ['‡', '\\ddag{}'],
  ['§', '\\S{}'],
  ['¶', '\\P{}'],
  ['‖', '$\\|$'],
  ['·', '$\\cdot$'],
  ['×', '$\\times$'],
  ['±', '$\\pm$'],
  ['−', '$-$'],
  ['→', '$\\to$'],
  ['≥', '$\\geq$'],
  ['≤', '$\\leq$'],
  ['≈', '$\\approx$'],
  ['∞', '$\\infty$'],
  ['√', '$\\surd$'],
  ['²', '$^2$'],
  ['³', '$^3$'],
  ['¹', '$^1$'],
  ['°', '$^\\circ$'],
  ['µ', '$\\mu$'],
  ['α', '$\\alpha$'],
  ['β', '$\\beta$'],
  ['Δ', '$\\Delta$'],
  ['ρ', '$\\rho$'],
]);

/** Letters that pdfLaTeX sets without a package: of Latin-1 and most of Latin Extended-A. */
const PLAIN = /[\x20-\x7e¡¿À-ÖØ-öø-ÿĀ-ąĆ-ďĒ-ěĜ-ģĨ-ıĴ-ķĹ-ľŁ-ňŌ-őŔ-ťŨ-ž]/u;

const SCRIPTS = [
  ...[
    'Arabic',
    'Armenian',
    'Bengali',
    'Cherokee',
    'Cyrillic',
    'Devanagari',
    'Ethiopic',
    'Georgian',
  ],
  ...[
    'Greek',
    'Gujarati',
    'Gurmukhi',
    'Han',
    'Hangul',
    'Hebrew',
    'Hiragana',
    'Kannada',
    'Katakana',
  ],
  ...['Khmer', 'Lao', 'Malayalam', 'Mongolian', 'Myanmar', 'Oriya', 'Sinhala', 'Tamil', 'Telugu'],
  ...['Thaana', 'Thai', 'Tibetan', 'Tifinagh'],
].map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const);

/** A text as LaTeX sets it: no character of it is a command, and no two become another one. */
export function latexText(text: string): string {
  return text
    .trim()
    .replace(/(^|[\s(])-(?=[.\d])/g, '$1−')
    .replace(/\s+/g, ' ')
    .replace(/-(?=-)|[?!](?=`)|'(?=')|,(?=,)/g, '$&\u200b')
    .replace(/./gsu, (character) =>
      character === '\u200b' ? '{}' : (COMMANDS.get(character) ?? character),
    );
}

/** The scripts in a text for which pdfLaTeX has no letters; empty where it has all. */
export function foreignScripts(text: string): string[] {
  const found = new Set<string>();
  for (const character of text) {
    if (COMMANDS.has(character) || PLAIN.test(character)) continue;
    found.add(SCRIPTS.find(([, script]) => script.test(character))?.[0] ?? 'other characters');
  }
  return [...found].sort();
}
