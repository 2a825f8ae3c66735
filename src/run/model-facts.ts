import type { ModelId } from '../types/encoder.js';
import type { Ranker } from '../types/ranking.js';
import type { ModelFacts } from '../results/write/model-meta.js';
import type { RunManifest } from '../types/generated/run-manifest.js';

/** A model, opened: a ranker and everything that results say about it. */
export interface OpenedModel {
  readonly id: ModelId;
  readonly ranker: Ranker;
  /** One line for people: backbone, layers, dimensions, pooling, prompts. */
  readonly line: string;
  readonly meta: ModelFacts;
  readonly manifest: Pick<RunManifest, 'prompts' | 'pooling' | 'precision' | 'card'>;
  readonly warnings: readonly string[];
  close(): Promise<void>;
}
