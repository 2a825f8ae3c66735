const SCRIPTS = [
  'Latn',
  'Cyrl',
  'Arab',
  'Deva',
  'Hani',
  'Hira',
  'Kana',
  'Hang',
  'Grek',
  'Hebr',
  'Armn',
  'Geor',
  'Ethi',
  'Beng',
  'Guru',
  'Gujr',
  'Orya',
  'Taml',
  'Telu',
  'Knda',
  'Mlym',
  'Sinh',
  'Thai',
  'Laoo',
  'Tibt',
  'Mymr',
  'Khmr',
  'Mong',
  'Cher',
  'Cans',
  'Yiii',
  'Vaii',
  'Tfng',
  'Nkoo',
  'Adlm',
  'Olck',
  'Java',
  'Bali',
  'Sund',
  'Bugi',
  'Thaa',
  'Syrc',
  'Tglg',
  'Lana',
  'Talu',
  'Tale',
  'Cakm',
  'Gran',
  'Mtei',
  'Lisu',
  'Bamu',
  'Hmnp',
  'Cham',
  'Kali',
  'Rohg',
  'Saur',
  'Sylo',
  'Tavt',
  'Bopo',
] as const;
const PATTERNS = SCRIPTS.map(
  (script) => [script, new RegExp(`\\p{Script=${script}}`, 'gu')] as const,
);

/**
 * ISO 15924 code of the script that most letters of a text are in, with the joint codes `Jpan` and
 * `Kore`, and for Chinese `Hans` or `Hant` as the language tag (BCP 47) says; `Zyyy` where no
 * letter is known.
 */
export function scriptOf(text: string, bcp47: string): string {
  const counts: (readonly [string, number])[] = PATTERNS.map(([script, pattern]) => [
    script,
    text.match(pattern)?.length ?? 0,
  ]);
  const [script, count] = counts.reduce<readonly [string, number]>(
    (best, next) => (next[1] > best[1] ? next : best),
    ['Zyyy', 0],
  );
  if (count === 0) return 'Zyyy';
  if (counts.some(([name, n]) => (name === 'Hira' || name === 'Kana') && n > count / 20))
    return 'Jpan';
  if (script === 'Hang') return 'Kore';
  if (script === 'Hani') return /Hant/.test(bcp47) ? 'Hant' : 'Hans';
  return script;
}
