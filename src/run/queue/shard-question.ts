import { sha256 } from '../../base/content-hash.js';
import type { Cell } from '../../types/cell.js';
import type { EncoderSettings } from '../../models/encoder-settings.js';
import type { ModelId } from '../../types/encoder.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { ModelSpec } from '../open/model-spec.js';

/** Raise when the form of questions, jobs or answers changes. */
export const QUEUE_PROTOCOL = 2;

/**
 * Whoever computes must be of the same make: other versions may give other last digits, or other
 * scores.
 */
export interface Versions {
  readonly protocol: number;
  readonly glottobench: string;
  readonly onnxruntime: string;
}

/** A checkpoint and how it is opened. */
export interface QuestionModel {
  readonly spec: Extract<ModelSpec, { kind: 'folder' | 'hub' }>;
  readonly id: ModelId;
  /**
   * What the worker's own checkpoint must have: weights, tokenizer, pooling, precision, provider.
   */
  readonly fingerprint: string;
  /** Settings of the run that change vectors. */
  readonly settings: EncoderSettings;
}

/**
 * All that a worker needs to know of one cell: names and hashes, no texts and no vectors. Lies in
 * Redis once per cell.
 */
export interface ShardQuestion {
  readonly versions: Versions;
  /**
   * The results folder that asks: two runs with the same question do not take each other's answers
   * away.
   */
  readonly asker: string;
  readonly model: QuestionModel;
  readonly definition: TaskDefinition;
  readonly cell: Omit<Cell, 'model'>;
  readonly data: {
    /** Commit or content hash that the worker's data must have. */
    readonly revision: string;
    /** The folder as the asking machine sees it, where one was given. */
    readonly folder: string | undefined;
    readonly queries: number;
  };
  readonly k: number;
  /**
   * Answers are told apart by the first document of their shard: shards of another size are another
   * question.
   */
  readonly shardDocuments: number;
}

/** Name of a question: its content. */
export function questionKey(question: ShardQuestion): string {
  return sha256(JSON.stringify(question)).slice(0, 32);
}

/**
 * Documents `from` to `to` of the corpus, `to` left out; the last shard has no end, whatever was
 * counted.
 */
export interface Shard {
  readonly from: number;
  readonly to: number | null;
}

/** One job: a shard of a question. */
export interface ShardJob extends Shard {
  readonly question: string;
}

/** The same work has the same name, so that it is in the queue once however often it is added. */
export function jobName({ question, from, to }: ShardJob): string {
  return `${question}-${from}-${to ?? 'end'}`;
}

/** Cuts a corpus into shards. At least one, which may be empty. */
export function shardsOf(documents: number, size: number): Shard[] {
  const count = Math.max(1, Math.ceil(documents / size));
  return Array.from({ length: count }, (_, i) => ({
    from: i * size,
    to: i === count - 1 ? null : (i + 1) * size,
  }));
}
