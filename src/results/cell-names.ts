import { sha256 } from '../base/content-hash.js';
import type { CellName } from '../types/cell.js';

/**
 * Of the readable part; with the hash, an ending and a temporary suffix a name stays far below 255
 * bytes.
 */
const READABLE_LENGTH = 120;
/**
 * 64 bits: two of 10,000 cells share a name with a chance of 3 in 10^12, and then the file says
 * whose it is.
 */
const HASH_DIGITS = 16;

/**
 * File name of something that is named by texts of any script: a readable part, and a hash that
 * tells apart what the readable part does not: other scripts, letter case, Unicode forms, and where
 * one name ends and the next begins. Only ASCII letters, digits, `_`, `-` and `.`, so that no file
 * system changes it.
 */
export function exactStem(names: readonly string[]): string {
  const readable = lossyStem(names).slice(0, READABLE_LENGTH);
  // JSON escapes a lone surrogate, which UTF-8 cannot hold: every list of texts has its own hash
  // input.
  return `${readable}.${sha256(JSON.stringify(names)).slice(0, HASH_DIGITS)}`;
}

/**
 * The file name of earlier releases. Several names can share it: only for reading what they wrote.
 */
export function lossyStem(names: readonly string[]): string {
  return names.map((name) => name.replaceAll(/[^\w.-]/g, '_')).join('.');
}

/** The three names of a cell in their order. */
export function cellNames({ task, split, subset }: CellName): [string, string, string] {
  return [task, split, subset];
}

export function isSameCell(a: CellName, b: CellName): boolean {
  return a.task === b.task && a.split === b.split && a.subset === b.subset;
}

/** A cell as a sentence names it. */
export function describeCell({ task, split, subset }: CellName): string {
  return `${task}, split ${JSON.stringify(split)}, subset ${JSON.stringify(subset)}`;
}
