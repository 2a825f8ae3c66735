import type { Counts, Sentence } from '../../types/generated/answer.js';
import type { FactorialAnalysis } from '../../types/generated/factorial.js';
import { describeData, describeMeans, describeSpread } from './descriptions.js';
import type { Material } from './material.js';
import { differenceSentences, effectSentences, refusals } from './effects.js';

/** Sentences, and the tables whose numbers they tell. */
export interface Answer {
  readonly format: 1;
  readonly margin: number;
  readonly counts: Counts;
  readonly sentences: readonly Sentence[];
  readonly analysis: FactorialAnalysis | null;
}

/**
 * Five to ten sentences: what the data are, what moves the scores and by how much, for which
 * languages, and what cannot be said and why. A claim is of the inference over training runs,
 * corrected; all else is description, equivalence or refusal.
 */
export function answer(analysis: FactorialAnalysis, margin: number): Answer {
  const counts = {
    models: analysis.models.length,
    runs: analysis.runs.length,
    conditions: analysis.groups[0]?.cells.length ?? 0,
  };
  const material: Material = { analysis, margin, counts, level: analysis.options.level };
  const whole = analysis.groups.flatMap(({ by }, g) => (by === null ? [g] : []));
  const [main = 0, ...others] = whole;
  const sentences = [
    describeData(material, main),
    ...describeMeans(material, main),
    ...effectSentences(material, main, ['batching', 'backbone']),
    ...others.flatMap((g) => effectSentences(material, g, ['batching'])),
    ...differenceSentences(material),
    ...describeSpread(material, main),
    ...refusals(material, main),
  ];
  return { format: 1, margin, counts, sentences, analysis };
}

/** Where no model says how it was trained. */
export function noAnswer(models: readonly string[], margin: number): Answer {
  const shown = models.slice(0, 3).join(', ');
  return {
    format: 1,
    margin,
    counts: { models: models.length, runs: 0, conditions: 0 },
    analysis: null,
    sentences: [
      {
        kind: 'refusal',
        text: `Nothing can be said of backbone and batching: neither a card nor --table says how ${shown}${models.length > 3 ? ' and the others' : ''} ${models.length === 1 ? 'was' : 'were'} trained.`,
        numbers: [],
      },
    ],
  };
}
