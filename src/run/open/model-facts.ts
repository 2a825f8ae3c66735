import type { Fidelity } from '../../models/fidelity.js';
import type { ModelId } from '../../types/encoder.js';
import type { Ranker } from '../../types/ranking.js';
import type { ModelMetaFacts } from '../../results/write/model-meta.js';
import type { RunManifest } from '../../types/generated/run-manifest.js';

/** A model, opened: a ranker and everything that results say about it. */
export interface OpenedModel {
  readonly id: ModelId;
  readonly ranker: Ranker;
  /** Same string ⇔ same vectors; only of a checkpoint, which other machines can open too. */
  readonly fingerprint?: string | undefined;
  /** One line for people: backbone, layers, dimensions, pooling, prompts. */
  readonly line: string;
  readonly meta: ModelMetaFacts;
  readonly manifest: Pick<RunManifest, 'prompts' | 'pooling' | 'precision' | 'provider' | 'card'>;
  readonly warnings: readonly string[];
  /** What came up while it was used, for the end of the run. */
  doubtsAfter(): readonly string[];
  /**
   * Where precision was given up: how near the vectors are to float32, on texts that were ranked
   * before.
   */
  readonly fidelity?: (signal: AbortSignal) => Promise<Fidelity>;
  close(): Promise<void>;
}
