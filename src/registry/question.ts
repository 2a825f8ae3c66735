/** A language in front of a query id, with or without its script: `deu/a07/p2`, `hin-Latn/12`. */
export const LANGUAGE_FIRST = /^[a-z]{2,3}(?:[-_][A-Z][a-z]{3})?\//;
