/** Bytes per element of each dtype name in a safetensors header (safetensors `Dtype`). */
export const DTYPE_BYTES = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  F8_E8M0: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
  C64: 8,
} as const;

export type Dtype = keyof typeof DTYPE_BYTES;

/** A tensor as it lies in a file: nothing of it is read until the runtime maps it. */
export interface StoredTensor {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** The file as the user knows it, for messages. */
  readonly file: string;
  /** The same file, symbolic links resolved: what is read and mapped. */
  readonly realFile: string;
  /**
   * `realFile` as ONNX external data names it: from the folder that the runtime is given
   * (`Weights.realFolder`).
   */
  readonly location: string;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly bytes: number;
  /** What an adapter adds to it. */
  readonly lowRank?: LowRank;
}

/**
 * `scale · B · A`, added to a matrix `[out, in]`; of a table `[rows, width]` it is `scale · (B ·
 * A)ᵀ`.
 */
export interface LowRank {
  /** `[rank, in]`, of a table `[rank, rows]` */
  readonly a: StoredTensor;
  /** `[out, rank]`, of a table `[width, rank]` */
  readonly b: StoredTensor;
  readonly scale: number;
  readonly isTable: boolean;
}

/** The tensor itself and those of its adapter. */
export function partsOf(tensor: StoredTensor): StoredTensor[] {
  const { lowRank } = tensor;
  return lowRank === undefined ? [tensor] : [tensor, lowRank.a, lowRank.b];
}

/** Elements of a shape; the empty shape is a scalar. */
export function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function isDtype(name: unknown): name is Dtype {
  return typeof name === 'string' && Object.hasOwn(DTYPE_BYTES, name);
}

/** `[768, 3072]`, for messages. */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
