// Generated from schemas/submission.schema.json by `npm run types`. Do not edit.

/**
 * ready-after-registry: as soon as the pull request that registers the model is merged.
 */
export type Verdict = 'ready' | 'ready-after-registry' | 'not-acceptable';

/**
 * What `glottobench results submit --json` prints: whether the results repository of MTEB accepts the folder, and what is left to do.
 */
export interface Submission {
  /**
   * Version of this layout.
   */
  format: 1;
  verdict: Verdict;
  model: string;
  revision: string;
  /**
   * Written, below the target; none where the folder is not acceptable.
   */
  files: string[];
  problems: SubmissionProblem[];
  /**
   * What no test asks for, but reviewers do.
   */
  doubts: string[];
  /**
   * Python that registers the model in mteb; null where it is registered.
   */
  snippet: string | null;
  /**
   * With a clone of the repository: main scores there and here.
   */
  comparison: MovedScore[];
  /**
   * What only a person can do.
   */
  person: string[];
}
/**
 * One reason why the folder is not accepted.
 */
export interface SubmissionProblem {
  /**
   * A rule of docs/results.md, or the kind of a finding of `results validate --strict`.
   */
  rule: string;
  /**
   * Path below `results/`.
   */
  file: string;
  message: string;
  remedy: string;
}
/**
 * A main score of the repository beside the new one; null where one of them lacks it.
 */
export interface MovedScore {
  task: string;
  split: string;
  subset: string;
  before: number | null;
  after: number | null;
}
