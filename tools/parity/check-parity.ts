import type { BatchLimits } from '../../src/models/batching/plan.js';
import type { OpenEncoderOptions } from '../../src/models/encoder-options.js';
import { openEncoder } from '../../src/models/open-encoder.js';
import { defaultPrompt } from '../../src/models/prompts/prompts.js';
import type { SentenceEncoder } from '../../src/models/sentence-encoder.js';
import { agreement, type Agreement } from './agreement.js';
import { readGolden, type Golden, type GoldenRun } from './golden.js';

/** How near a checkpoint opened here is to Python. */
export interface ParityResult extends Agreement {
  readonly passed: boolean;
  readonly roles: readonly string[];
  /** Texts whose token ids differ, as `role/text`. */
  readonly differentIds: readonly string[];
  readonly texts: number;
}

/** 1 - 1e-5 and 2e-5: cosine alone lets another gelu pass. */
const MIN_COSINE = 1 - 1e-5;
const MAX_RELATIVE_L2 = 2e-5;

const ONE_BY_ONE: BatchLimits = { tokens: 1, rows: 1 };
/** 32 texts padded to the longest, as sentence-transformers does by default. */
const PADDED: BatchLimits = { tokens: Infinity, rows: 32 };
/**
 * Of a long reference, only the first texts are run alone and padded; all of them in the usual
 * batches.
 */
const FEW = 32;

/**
 * Embeds the texts of golden.json in every role, alone, in one padded batch and in the usual
 * batches, and compares with Python's ids and vectors.
 */
export async function checkParity(
  folder: string,
  golden?: Golden,
  options: OpenEncoderOptions = {},
): Promise<ParityResult> {
  const reference = golden ?? (await readGolden(folder));
  const differentIds: string[] = [];
  let minCosine = 1;
  let maxRelativeL2 = 0;
  // each opening is new on purpose: the arithmetic must not hang on what ran before
  for (const batch of [ONE_BY_ONE, PADDED, undefined]) {
    const { encoder, checkpoint } = await openEncoder(folder, {
      ...options,
      batch,
      truncateDim: reference.truncate_dim ?? options.truncateDim,
    });
    const plain = defaultPrompt({
      prompts: checkpoint.allPrompts,
      defaultPromptName: checkpoint.defaultPromptName ?? undefined,
      overrides: {},
    });
    const texts = reference.texts
      .slice(0, batch === undefined ? Infinity : FEW)
      .map(({ text }) => text);
    try {
      for (const run of reference.runs) {
        if (batch === undefined)
          differentIds.push(...(await idsThatDiffer(encoder, reference, run)));
        const vectors = await (run.role === 'none'
          ? encoder.encodeWithPrompt(texts, plain)
          : encoder.encode(texts, { role: run.role }));
        for (const wanted of [run.embeddings, run.embeddings_padded_batch ?? run.embeddings]) {
          const found = agreement(vectors, wanted.slice(0, texts.length));
          minCosine = Math.min(minCosine, found.minCosine);
          maxRelativeL2 = Math.max(maxRelativeL2, found.maxRelativeL2);
        }
      }
    } finally {
      await encoder.close();
    }
  }
  const near =
    minCosine >= (reference.expected_min_cosine ?? MIN_COSINE) &&
    maxRelativeL2 <= (reference.expected_max_relative_l2 ?? MAX_RELATIVE_L2);
  return {
    passed: near && differentIds.length === 0,
    roles: reference.runs.map(({ role }) => role),
    differentIds,
    texts: reference.texts.length,
    minCosine,
    maxRelativeL2,
  };
}

async function idsThatDiffer(
  encoder: SentenceEncoder,
  golden: Golden,
  run: GoldenRun,
): Promise<string[]> {
  const ids = await encoder.tokenIds(golden.texts.map(({ text }) => run.prompt + text));
  return golden.texts.flatMap(({ id }, i) =>
    String(ids[i]) === String(run.input_ids[i]) ? [] : [`${run.role}/${id}`],
  );
}
