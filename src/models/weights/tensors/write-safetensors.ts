import { open, type FileHandle } from 'node:fs/promises';
import { replaceFile } from '../../../base/atomic-file.js';
import { DTYPE_BYTES, elements, type Dtype } from './stored-tensor.js';

/**
 * Metadata key: JSON object from the name of a tied tensor to the name under which it is written.
 */
export const ALIASES = 'glottobench.aliases';

const CHUNK_BYTES = 1 << 23;

export interface TensorSource {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Two sources of one identity are the same bytes. */
  readonly identity: string;
  /** The file and byte position to copy from. */
  readonly handle: FileHandle;
  readonly offset: number;
  /** Given where the bytes are not simply to be copied. */
  readonly read: (() => Promise<Uint8Array>) | undefined;
}

/** Writes a safetensors file: temporary file beside it, streamed, fsync, rename. */
export async function writeSafetensors(
  path: string,
  sources: readonly TensorSource[],
): Promise<void> {
  const written = new Map<string, TensorSource>();
  const aliases: Record<string, string> = {};
  for (const source of sources) {
    const first = written.get(source.identity);
    if (first === undefined) written.set(source.identity, source);
    else aliases[source.name] = first.name;
  }
  await replaceFile(path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(headerOf([...written.values()], aliases));
      for (const source of written.values()) await copy(source, file);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

function headerOf(sources: readonly TensorSource[], aliases: Record<string, string>): Uint8Array {
  const header: Record<string, unknown> = {
    __metadata__: { format: 'pt', [ALIASES]: JSON.stringify(aliases) },
  };
  let end = 0;
  for (const { name, dtype, shape } of sources) {
    const begin = end;
    end += elements(shape) * DTYPE_BYTES[dtype];
    header[name] = { dtype, shape, data_offsets: [begin, end] };
  }
  const json = Buffer.from(JSON.stringify(header));
  // Spaces up to a multiple of eight keep the data aligned, as in the reference implementation.
  const padded = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ');
  padded.writeBigUInt64LE(BigInt(padded.length - 8));
  json.copy(padded, 8);
  return padded;
}

async function copy(source: TensorSource, to: FileHandle): Promise<void> {
  if (source.read !== undefined) return to.writeFile(await source.read());
  const bytes = elements(source.shape) * DTYPE_BYTES[source.dtype];
  const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, bytes));
  for (let done = 0; done < bytes; done += buffer.length) {
    const length = Math.min(buffer.length, bytes - done);
    await source.handle.read(buffer, 0, length, source.offset + done);
    await to.writeFile(buffer.subarray(0, length));
  }
}
