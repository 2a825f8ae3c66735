import { GlottobenchError } from '../base/errors.js';

/** Narrower than this, not even one score fits beside a name. */
const LEAST = 20;

/**
 * `--width N`, which every command has, taken out of a command line.
 * @throws GB_USAGE for a width that is none
 */
export function takeWidth(argv: readonly string[]): {
  readonly argv: readonly string[];
  readonly width: number | undefined;
} {
  const end = argv.indexOf('--');
  const at = argv.findIndex((word, i) => (end === -1 || i < end) && /^--width(=|$)/.test(word));
  if (at === -1) return { argv, width: undefined };
  const [, inWord] = /^--width=(.*)$/s.exec(argv[at] ?? '') ?? [];
  const text = inWord ?? argv[at + 1] ?? '';
  const width = text === 'none' ? Infinity : Number(text);
  if (text !== 'none' && !(/^\d+$/.test(text) && width >= LEAST))
    throw new GlottobenchError(
      'GB_USAGE',
      `--width needs a whole number from ${String(LEAST)}, or none; got "${text}"`,
    );
  return {
    argv: [...argv.slice(0, at), ...argv.slice(at + (inWord === undefined ? 2 : 1))],
    width,
  };
}
