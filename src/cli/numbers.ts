import { GlottobenchError } from '../base/errors.js';

/** A number of draws. */
export function count(value: unknown, name: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 100)
    throw new GlottobenchError('GB_USAGE', `--${name} needs a whole number from 100`);
  return number;
}

/** Coverage of intervals. */
export function share(value: unknown): number {
  const number = Number(value);
  if (!(number > 0.5 && number < 1))
    throw new GlottobenchError(
      'GB_USAGE',
      '--level needs a number between 0.5 and 1, such as 0.95',
    );
  return number;
}
