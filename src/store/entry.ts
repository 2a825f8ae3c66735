import { crc32 } from 'node:zlib';

/** Bytes before the vector: CRC-32 of the vector's bytes. */
const HEADER = 4;
/** SHA-256. */
const KEY = 32;
const NODE = 16;

/** Bytes of a stored vector with its key and what LMDB keeps beside them. */
export function entryBytes(dims: number): number {
  return KEY + HEADER + 4 * dims + NODE;
}

/**
 * Row `row` of `vectors` (`[rows, dims]`) as it is stored: checksum, then float32 in the machine's
 * byte order.
 */
export function packEntry(vectors: Float32Array, row: number, dims: number): Buffer {
  const bytes = Buffer.from(vectors.buffer, vectors.byteOffset + row * dims * 4, dims * 4);
  const value = Buffer.allocUnsafe(HEADER + bytes.length);
  value.writeUInt32LE(crc32(bytes), 0);
  bytes.copy(value, HEADER);
  return value;
}

/**
 * The vector, or undefined when the checksum fails. Copied to an aligned place: LMDB hands out
 * views at any offset.
 */
export function unpackEntry(value: Buffer): Float32Array | undefined {
  if (value.length < HEADER || (value.length - HEADER) % 4 !== 0) return undefined;
  const bytes = new Uint8Array(value.subarray(HEADER));
  return crc32(bytes) === value.readUInt32LE(0) ? new Float32Array(bytes.buffer) : undefined;
}
