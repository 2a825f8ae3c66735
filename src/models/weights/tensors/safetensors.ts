import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { corrupt } from '../../config/corrupt.js';
import { DTYPE_BYTES, elements, formatShape, isDtype, type StoredTensor } from './stored-tensor.js';
import { duplicateKeys, unescapePointer } from '../../../base/json.js';
import { DEEPEST_JSON, isTooDeep } from '../../../base/json-tokens.js';
import { brief, shownText } from '../../../base/wording.js';

/** The reference implementation's limit (safetensors `MAX_HEADER_SIZE`). */
const MAX_HEADER_BYTES = 100_000_000;

export interface SafetensorsFile {
  readonly tensors: readonly StoredTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads the header of a safetensors file and proves it against the file: every tensor's bytes fit
 * its dtype and shape, tensors follow each other without hole or overlap, and they end where the
 * file ends.
 * @param file path for messages; @param realFile the path that is read
 * @throws GB_CHECKPOINT_CORRUPT naming file and tensor
 */
export async function readSafetensors(file: string, realFile: string): Promise<SafetensorsFile> {
  const handle = await open(realFile, 'r');
  try {
    const { size } = await handle.stat();
    const headerBytes = await readHeaderLength(handle, size, file);
    const text = new TextDecoder().decode(await readExactly(handle, 8, headerBytes));
    return parseHeader(text, {
      file,
      realFile,
      dataStart: 8 + headerBytes,
      dataBytes: size - 8 - headerBytes,
    });
  } finally {
    await handle.close();
  }
}

async function readHeaderLength(handle: FileHandle, size: number, file: string): Promise<number> {
  if (size < 8) throw corrupt(file, `is ${size} bytes long, too short for a safetensors file`);
  const length = Number((await readExactly(handle, 0, 8)).readBigUInt64LE());
  if (length > MAX_HEADER_BYTES || length > size - 8) {
    throw corrupt(
      file,
      `not a safetensors file, or truncated: it claims a header of ${length} bytes and has ${size} bytes`,
    );
  }
  return length;
}

async function readExactly(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await handle.read(buffer, 0, length, position);
  return buffer;
}

interface HeaderPlace {
  readonly file: string;
  readonly realFile: string;
  readonly dataStart: number;
  readonly dataBytes: number;
}

function parseHeader(text: string, place: HeaderPlace): SafetensorsFile {
  if (isTooDeep(text))
    throw corrupt(
      place.file,
      `the safetensors header is not valid JSON: nested more than ${DEEPEST_JSON} deep`,
    );
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (error) {
    throw corrupt(
      place.file,
      `the safetensors header is not valid JSON: ${(error as Error).message}`,
      { cause: error },
    );
  }
  if (!isRecord(header)) throw corrupt(place.file, 'the safetensors header is not a JSON object');
  // `JSON.parse` keeps the last of two silently; a tensor is a member of the outermost object
  const twice = duplicateKeys(text)
    .find((pointer) => pointer.lastIndexOf('/') === 0)
    ?.slice(1);
  if (twice !== undefined)
    throw corrupt(place.file, `tensor "${unescapePointer(twice)}" occurs twice in the header`);
  const { __metadata__: metadata, ...entries } = header;
  const tensors = Object.entries(entries).map(([name, entry]) => toTensor(name, entry, place));
  checkLayout(tensors, place);
  return {
    tensors,
    metadata: isRecord(metadata)
      ? Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, String(value)]))
      : {},
  };
}

function toTensor(name: string, entry: unknown, place: HeaderPlace): StoredTensor {
  const fault = (message: string): Error =>
    corrupt(place.file, `tensor "${shownText(name)}": ${message}`);
  if (!isRecord(entry)) throw fault('its header entry is not an object');
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isDtype(dtype)) throw fault(`unknown dtype ${brief(dtype)}`);
  if (!isSizes(shape)) throw fault(`its shape ${brief(shape)} is not a list of sizes`);
  if (!isSizes(offsets) || offsets.length !== 2)
    throw fault(`its data_offsets ${brief(offsets)} are not two byte positions`);
  const [begin = 0, end = 0] = offsets;
  if (begin > end) throw fault(`its data_offsets run backwards, from ${begin} to ${end}`);
  if (end > place.dataBytes)
    throw fault(
      `ends at byte ${end} of the data, but the file holds ${place.dataBytes}: truncated, or the offsets are wrong`,
    );
  const needed = elements(shape) * DTYPE_BYTES[dtype];
  if (end - begin !== needed)
    throw fault(
      `${dtype} ${formatShape(shape)} needs ${needed} bytes, its data_offsets give ${end - begin}`,
    );
  return {
    name,
    dtype,
    shape,
    file: place.file,
    realFile: place.realFile,
    location: basename(place.realFile),
    offset: place.dataStart + begin,
    bytes: needed,
  };
}

function checkLayout(tensors: readonly StoredTensor[], place: HeaderPlace): void {
  const ordered = tensors.toSorted((a, b) => a.offset - b.offset || a.bytes - b.bytes);
  let end = place.dataStart;
  let before = 'the header';
  for (const { name, offset, bytes } of ordered) {
    if (offset < end) throw corrupt(place.file, `tensors "${before}" and "${name}" overlap`);
    if (offset > end)
      throw corrupt(
        place.file,
        `tensor "${name}": ${offset - end} bytes before it belong to no tensor`,
      );
    end = offset + bytes;
    before = name;
  }
  const left = place.dataStart + place.dataBytes - end;
  if (left !== 0)
    throw corrupt(place.file, `${left} bytes after the last tensor belong to no tensor`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0)
  );
}
