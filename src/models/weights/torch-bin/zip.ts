import type { FileHandle } from 'node:fs/promises';
import { corrupt } from '../../config/corrupt.js';

/** Where an entry's bytes lie in the file. */
export interface ZipEntry {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const U32 = 0xffffffff;

/**
 * Lists a zip whose entries are stored, not compressed, as torch writes them; zip64 included
 * (APPNOTE 6.3.10).
 * @throws GB_CHECKPOINT_CORRUPT when the directory and the file contradict each other
 */
export async function readZipDirectory(
  handle: FileHandle,
  file: string,
): Promise<Map<string, ZipEntry>> {
  const { size } = await handle.stat();
  const read = async (offset: number, length: number): Promise<Buffer> => {
    if (offset < 0 || length < 0 || offset + length > size)
      throw corrupt(file, 'its zip directory points behind the end of the file: truncated');
    const buffer = Buffer.alloc(length);
    await handle.read(buffer, 0, length, offset);
    return buffer;
  };
  const { offset, length, count } = await findDirectory(read, size, file);
  const directory = await read(offset, length);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0, i = 0; i < count; i++) {
    if (at + 46 > length || directory.readUInt32LE(at) !== CENTRAL)
      throw corrupt(file, 'its zip directory is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      directory.readUInt16LE(at + field),
    ) as [number, number, number];
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    if (directory.readUInt16LE(at + 10) !== 0 || (directory.readUInt16LE(at + 8) & 1) !== 0)
      throw corrupt(
        file,
        `its zip entry "${name}" is compressed or encrypted; torch writes plain ones`,
      );
    const sizes = widened(
      directory.subarray(at, at + 46),
      directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength),
    );
    const local = await read(sizes.offset, 30);
    if (local.readUInt32LE(0) !== LOCAL)
      throw corrupt(file, `its zip entry "${name}" does not lie where the directory says`);
    const start = sizes.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    if (start + sizes.bytes > size)
      throw corrupt(file, `its zip entry "${name}" ends behind the end of the file: truncated`);
    if (entries.has(name)) throw corrupt(file, `its zip entry "${name}" occurs twice`);
    entries.set(name, { name, offset: start, bytes: sizes.bytes });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

type Read = (offset: number, length: number) => Promise<Buffer>;

async function findDirectory(
  read: Read,
  size: number,
  file: string,
): Promise<{ offset: number; length: number; count: number }> {
  const tailLength = Math.min(size, 22 + 0xffff);
  const tail = await read(size - tailLength, tailLength);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--;
  if (at < 0) throw corrupt(file, 'its zip directory is missing: truncated');
  const end = {
    count: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  if (at < 20 || tail.readUInt32LE(at - 20) !== END64_LOCATOR) return end;
  const end64 = await read(Number(tail.readBigUInt64LE(at - 20 + 8)), 56);
  if (end64.readUInt32LE(0) !== END64) throw corrupt(file, 'its zip64 directory is damaged');
  return {
    count: Number(end64.readBigUInt64LE(32)),
    length: Number(end64.readBigUInt64LE(40)),
    offset: Number(end64.readBigUInt64LE(48)),
  };
}

/**
 * Sizes of a directory record; a field that is all ones continues in the zip64 extra field, in this
 * order.
 */
function widened(record: Buffer, extra: Buffer): { bytes: number; offset: number } {
  const fields = {
    bytes: record.readUInt32LE(24),
    packed: record.readUInt32LE(20),
    offset: record.readUInt32LE(42),
  };
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    for (const field of ['bytes', 'packed', 'offset'] as const) {
      if (fields[field] !== U32 || next + 8 > extra.length) continue;
      fields[field] = Number(extra.readBigUInt64LE(next));
      next += 8;
    }
  }
  return fields;
}
