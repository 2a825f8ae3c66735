import { GlottobenchError } from '../../base/errors.js';
import type { SquadParagraph } from './read-squad.js';

/** One sentence of a paragraph that holds at least one usable question. */
export interface SentenceCandidate {
  /** 1-based, running through the file across articles. */
  readonly paragraph: number;
  /** 0-based within the paragraph. */
  readonly sentence: number;
  readonly text: string;
  /** The whole paragraph. */
  readonly context: string;
}

export interface AnswerSentences {
  readonly candidates: readonly SentenceCandidate[];
  /** Usable questions in file order. */
  readonly questions: readonly { readonly id: string; readonly question: string }[];
  /** Question id → positions in `candidates` of the sentences that answer it. */
  readonly answers: ReadonlyMap<string, readonly number[]>;
  /** Ids of questions without a usable answer. */
  readonly dropped: readonly string[];
}

/**
 * LAReQA's rules 2, 3, 5 and 6 (arXiv 2004.05484; code in google-research/xtreme,
 * third_party/utils_lareqa.py). A question needs exactly one answer; its sentence is the first with
 * start <= answer_start < end, and every sentence of the paragraph with the same text answers it
 * too. Sentences are sliced, never segmented anew nor de-duplicated.
 * @throws GB_INPUT_INVALID when the file has no sentence boundaries
 */
export function answerSentences(
  paragraphs: readonly SquadParagraph[],
  file: string,
): AnswerSentences {
  const found = known.get(paragraphs) ?? find(paragraphs, file);
  known.set(paragraphs, found);
  return found;
}

// 143 subsets of XQuAD-R ask for the same eleven files.
const known = new WeakMap<readonly SquadParagraph[], AnswerSentences>();

function find(paragraphs: readonly SquadParagraph[], file: string): AnswerSentences {
  const candidates: SentenceCandidate[] = [];
  const questions: { id: string; question: string }[] = [];
  const answers = new Map<string, number[]>();
  const dropped: string[] = [];
  for (const [number, paragraph] of paragraphs.entries()) {
    const { context, sentences } = paragraph;
    if (sentences === undefined)
      throw new GlottobenchError('GB_INPUT_INVALID', 'a paragraph has no sentence_breaks', {
        file,
        hint: 'This rule needs SQuAD files with sentence boundaries, as XQuAD-R and MLQA-R have them.',
      });
    const slice = slicer(context);
    const texts = sentences.map(([start, end]) => slice(start, end));
    const base = candidates.length;
    let usable = 0;
    for (const { id, question, answerStarts } of paragraph.questions) {
      const [start] = answerStarts;
      const hit =
        answerStarts.length === 1 && start !== undefined
          ? sentences.findIndex(([from, to]) => from <= start && start < to)
          : -1;
      if (hit === -1) {
        dropped.push(id);
        continue;
      }
      usable++;
      questions.push({ id, question });
      const same = texts.flatMap((text, i) => (text === texts[hit] ? [base + i] : []));
      answers.set(id, [...(answers.get(id) ?? []), ...same]);
    }
    if (usable > 0)
      texts.forEach((text, sentence) =>
        candidates.push({ paragraph: number + 1, sentence, text, context }),
      );
  }
  return { candidates, questions, answers, dropped };
}

// Offsets count code points (Python), JavaScript strings count UTF-16 units: the same unless a
// character lies above U+FFFF.
function slicer(text: string): (start: number, end: number) => string {
  if (!/[\ud800-\udbff]/.test(text)) return (start, end) => text.slice(start, end);
  const points = Array.from(text);
  return (start, end) => points.slice(start, end).join('');
}
