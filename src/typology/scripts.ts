/** MTEB writes the same writing system under several ISO 15924 codes. */
const CANONICAL: Readonly<Record<string, string>> = {
  Hang: 'Kore',
  Hira: 'Jpan',
  Kana: 'Jpan',
  Hrkt: 'Jpan',
};

/** `Hang` → `Kore`, `Hira` and `Kana` → `Jpan`, anything else as it is. */
export function canonicalScript(script: string): string {
  return CANONICAL[script] ?? script;
}

export const SCRIPT_CLASSES = [
  'Latin',
  'other alphabet',
  'abjad',
  'abugida',
  'CJK',
  'other',
] as const;
export type ScriptClass = (typeof SCRIPT_CLASSES)[number];

// Kinds after Daniels & Bright 1996; only scripts that occur in the facts table or in MTEB. The
// rest is "other" (syllabaries and unencoded kinds).
const MEMBERS: Readonly<Record<Exclude<ScriptClass, 'other'>, string>> = {
  Latin: 'Latn',
  'other alphabet': 'Cyrl Grek Armn Geor Copt Mong Olck Nkoo Adlm Tfng Elba Osma Hmng Bopo',
  abjad: 'Arab Hebr Syrc',
  abugida:
    'Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Thai Laoo Tibt Mymr Khmr Ethi Cans Thaa Java Bali Sund Bugi Batk Rjng Tglg ' +
    'Cakm Lana Limb Mtei Tavt Takr Tirh Modi Mahj Gran Shrd Sidd Khoj Sind Phag',
  CJK: 'Hans Hant Hani Jpan Kore',
};

const CLASS_OF = new Map<string, ScriptClass>(
  Object.entries(MEMBERS).flatMap(([kind, codes]) =>
    codes.split(' ').map((code) => [code, kind as ScriptClass] as const),
  ),
);

/** The kind of a writing system: single scripts are too thin for groups, classes are not. */
export function scriptClass(script: string): ScriptClass {
  return CLASS_OF.get(canonicalScript(script)) ?? 'other';
}
