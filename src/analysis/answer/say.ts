import type { Sentence, SentenceNumber } from '../../types/generated/answer.js';

/** A number of the tables, and how a sentence writes it. */
export interface Told {
  readonly pointer: string;
  readonly as: keyof typeof FORMS;
}

/** Digits as papers print them. */
const FORMS = {
  score: (value: number) => value.toFixed(3).replace(/^(-?)0\./u, '$1.'),
  signed: (value: number) =>
    `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3).replace(/^0\./u, '.')}`,
  count: (value: number) => value.toLocaleString('en-US'),
  degrees: (value: number) => value.toFixed(1),
  probability: (value: number) =>
    value < 0.001 ? 'under .001' : value.toFixed(3).replace(/^0\./u, '.'),
} as const;

/** `tell('/analysis/groups/0/languages')` in a sentence is that number. */
export function tell(pointer: string, as: Told['as'] = 'count'): Told {
  return { pointer, as };
}

/**
 * A sentence whose numbers are looked up in the document that it stands in: what it shows is what
 * the tables hold.
 * @throws Error for a pointer to anything but a number
 */
export function say(
  document: unknown,
  kind: Sentence['kind'],
  parts: readonly (string | Told)[],
): Sentence {
  const numbers: SentenceNumber[] = [];
  const text = parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const value = resolve(document, part.pointer);
      const shown = FORMS[part.as](value);
      numbers.push({ text: shown, pointer: part.pointer, value });
      return shown;
    })
    .join('');
  return { kind, text, numbers };
}

function resolve(document: unknown, pointer: string): number {
  const value = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (at, key) => (at as Readonly<Record<string, unknown>> | null)?.[key],
      document,
    );
  if (typeof value !== 'number') throw new Error(`${pointer} is no number`);
  return value;
}
