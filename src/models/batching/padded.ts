/** Token ids of a batch, padded on the right to the longest row. */
interface PaddedBatch {
  /** `[rows, columns]` */
  readonly inputIds: BigInt64Array;
  /** `[rows, columns]`, 1 for a token, 0 for padding. */
  readonly attentionMask: BigInt64Array;
  readonly rows: number;
  readonly columns: number;
  readonly lengths: readonly number[];
}

/**
 * The padding's id does not reach the result, since attention and pooling leave it out; it must
 * only be in the matrix.
 */
const PADDING_ID = 0n;

export function padBatch(
  texts: readonly (readonly number[])[],
  paddingId: bigint = PADDING_ID,
): PaddedBatch {
  const lengths = texts.map((ids) => ids.length);
  const rows = texts.length;
  const columns = Math.max(1, ...lengths);
  const inputIds = new BigInt64Array(rows * columns).fill(paddingId);
  const attentionMask = new BigInt64Array(rows * columns);
  texts.forEach((ids, row) => {
    ids.forEach((id, column) => {
      inputIds[row * columns + column] = BigInt(id);
      attentionMask[row * columns + column] = 1n;
    });
  });
  return { inputIds, attentionMask, rows, columns, lengths };
}
