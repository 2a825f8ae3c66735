import type { SubmissionProblem } from '../../types/generated/submission.js';
import { FINDING_KINDS, type FindingKind } from '../finding.js';

interface Rule {
  /** What the results repository asks for. */
  readonly sentence: string;
  readonly remedy: string;
}

/**
 * The rules of embeddings-benchmark/results that go beyond one file: its tests, its check of sizes,
 * and what its reviewers send back (docs/results.md). Each finding of `results validate --strict`
 * is a rule of the file beside them.
 */
export const SUBMISSION_RULES = {
  'model-meta-missing': {
    sentence: 'model_meta.json stands in every folder',
    remedy: 'Run the model again: a run writes it.',
  },
  'folder-name': {
    sentence: 'folders bear the name and the revision of model_meta.json',
    remedy: 'Rename the folders, or run the model under the name that is meant.',
  },
  'revision-not-real': {
    sentence:
      'the revision is a commit of the model, not external, no_revision_available or a setting of ours',
    remedy: 'Run NAME@COMMIT of the published model, with the settings that it declares.',
  },
  'two-revisions': {
    sentence: 'a task stands under one revision of a model',
    remedy: 'Choose one with -m NAME@REVISION; in the repository, keep the one of the registry.',
  },
  'file-size': {
    sentence: 'no file is larger than 10 MiB',
    remedy: 'Submit fewer subsets in one file; `make pre-push` of the repository shortens files.',
  },
  'nothing-lost': {
    sentence: 'no split, subset or language of a file in the repository goes',
    remedy: 'Run the missing splits and subsets too.',
  },
  'score-moved': {
    sentence: 'a main score of the repository moves by at most 0.001',
    remedy:
      'Results that differ belong to another revision; where the old ones are wrong, say so in the pull request.',
  },
} as const satisfies Record<string, Rule>;

type SubmissionRule = keyof typeof SUBMISSION_RULES;

export function problem(
  rule: SubmissionRule | FindingKind,
  file: string,
  message: string,
): SubmissionProblem {
  const remedy = Object.hasOwn(SUBMISSION_RULES, rule)
    ? SUBMISSION_RULES[rule as SubmissionRule].remedy
    : `Have it computed again, or correct the file (${FINDING_KINDS[rule as FindingKind].summary}).`;
  return { rule, file, message, remedy };
}
