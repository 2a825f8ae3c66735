import type { Counts } from '../../types/generated/answer.js';
import type { FactorialAnalysis } from '../../types/generated/factorial.js';

/** What sentences are made from. */
export interface Material {
  readonly analysis: FactorialAnalysis;
  readonly margin: number;
  readonly counts: Counts;
  readonly level: number;
}
