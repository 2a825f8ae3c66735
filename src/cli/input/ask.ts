import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { GlottobenchError } from '../../base/errors.js';

/** One question at a terminal. */
export interface Question {
  readonly key: string;
  readonly text: string;
  /** Taken for an empty answer; without it an answer is needed, unless `optional`. */
  readonly fallback?: string | undefined;
  readonly optional?: boolean;
  /** Why an answer will not do; the question is then asked again. */
  readonly fault?: (answer: string) => string | undefined;
}

/**
 * Asks line by line and gives the answers by key; optional ones that were left empty are absent.
 * @throws GB_USAGE when the input ends before all is answered
 */
export async function ask(
  questions: readonly Question[],
  input: Readable,
  say: (text: string) => void,
): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const reader = createInterface({ input, terminal: false });
  // Lines that arrive together wait in the iterator; `question()` would lose them.
  const lines = reader[Symbol.asyncIterator]();
  try {
    for (const question of questions) {
      const answer = await askOne(question, lines, say);
      if (answer !== '') answers.set(question.key, answer);
    }
  } finally {
    reader.close();
  }
  return answers;
}

async function askOne(
  { text, fallback, optional, fault, key }: Question,
  lines: AsyncIterator<string>,
  say: (text: string) => void,
): Promise<string> {
  for (;;) {
    say(
      `${text}${fallback !== undefined ? ` [${fallback}]` : optional === true ? ' [none]' : ''}: `,
    );
    const next = await lines.next();
    if (next.done === true)
      throw new GlottobenchError('GB_USAGE', `no answer for --${key}`, {
        hint: 'give the answers as flags; see --help',
      });
    const answer = next.value.trim() === '' ? (fallback ?? '') : next.value.trim();
    const wrong =
      answer === '' ? (optional === true ? undefined : 'an answer is needed') : fault?.(answer);
    if (wrong === undefined) return answer;
    say(`  ${wrong}\n`);
  }
}
