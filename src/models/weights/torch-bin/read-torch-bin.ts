import { open, readFile, type FileHandle } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { sha256OfFile } from '../../../base/content-hash.js';
import { isGlottobenchError } from '../../../base/errors.js';
import { cacheFolder } from '../../../base/folders.js';
import { corrupt } from '../../config/corrupt.js';
import { readSafetensors, type SafetensorsFile } from '../tensors/safetensors.js';
import { DTYPE_BYTES, elements, type StoredTensor } from '../tensors/stored-tensor.js';
import { ALIASES, writeSafetensors, type TensorSource } from '../tensors/write-safetensors.js';
import { refuseNonZip } from './legacy.js';
import { unpickle } from './pickle.js';
import { stateDictHooks, toStateDict, type TorchTensor } from './state-dict.js';
import { isContiguous, stridedReader, type StorageBytes } from './strided.js';
import { readZipDirectory, type ZipEntry } from './zip.js';

/**
 * Opens `pytorch_model.bin` without running anything from it. Its tensors are written once as
 * safetensors into the cache, under the SHA-256 of the file; tensors that share their storage (tied
 * weights) are written once.
 * @throws GB_CHECKPOINT_CORRUPT for a foreign global, a damaged file, or the format of torch before
 * 1.6
 */
export async function readTorchBin(
  file: string,
  realFile: string,
): Promise<readonly StoredTensor[]> {
  const cached = cacheFolder('weights', `${await sha256OfFile(realFile)}.safetensors`);
  const opened = (await readCached(cached)) ?? (await convert(file, realFile, cached));
  const tensors = opened.tensors.map((tensor) => ({ ...tensor, file }));
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const aliases = JSON.parse(opened.metadata[ALIASES] ?? '{}') as Record<string, string>;
  const tied = Object.entries(aliases).flatMap(([name, target]) => {
    const tensor = byName.get(target);
    return tensor === undefined ? [] : [{ ...tensor, name }];
  });
  return [...tensors, ...tied];
}

async function readCached(cached: string): Promise<SafetensorsFile | undefined> {
  if (!existsSync(cached)) return undefined;
  try {
    return await readSafetensors(cached, cached);
  } catch (error) {
    if (isGlottobenchError(error)) return undefined; // a damaged cache entry is made again
    throw error;
  }
}

async function convert(file: string, realFile: string, cached: string): Promise<SafetensorsFile> {
  const handle = await open(realFile, 'r');
  try {
    const start = Buffer.alloc(4);
    await handle.read(start, 0, 4, 0);
    if (start.toString('latin1') !== 'PK\x03\x04')
      throw refuseNonZip(await readFile(realFile), file);
    const entries = await readZipDirectory(handle, file);
    const stateDict = await readStateDict(handle, entries, file);
    await writeSafetensors(cached, sources(stateDict.tensors, stateDict.storage, handle, file));
  } finally {
    await handle.close();
  }
  return readSafetensors(cached, cached);
}

async function readStateDict(
  handle: FileHandle,
  entries: ReadonlyMap<string, ZipEntry>,
  file: string,
): Promise<{ tensors: Map<string, TorchTensor>; storage: (key: string) => ZipEntry | undefined }> {
  const fault = (message: string): Error => corrupt(file, message);
  const pickles = [...entries.values()].filter(({ name }) => /^[^/]+\/data\.pkl$/.test(name));
  const [pickle] = pickles;
  if (pickle === undefined || pickles.length > 1)
    throw fault('its zip holds no single data.pkl: not a file that torch.save wrote');
  const root = pickle.name.slice(0, -'data.pkl'.length);
  const order = entries.get(`${root}byteorder`);
  if (order !== undefined && (await bytesOf(handle, order)).toString() !== 'little')
    throw fault('was written on a big-endian machine, which is not read here');
  const { value } = unpickle(await bytesOf(handle, pickle), stateDictHooks(fault));
  return {
    tensors: toStateDict(value, fault),
    storage: (key) => entries.get(`${root}data/${key}`),
  };
}

async function bytesOf(handle: FileHandle, entry: ZipEntry): Promise<Buffer> {
  const buffer = Buffer.alloc(entry.bytes);
  await handle.read(buffer, 0, entry.bytes, entry.offset);
  return buffer;
}

function sources(
  tensors: ReadonlyMap<string, TorchTensor>,
  storage: (key: string) => ZipEntry | undefined,
  handle: FileHandle,
  file: string,
): TensorSource[] {
  return [...tensors].map(([name, tensor]) => {
    const { dtype, key } = tensor.storage;
    const entry = storage(key);
    if (entry === undefined)
      throw corrupt(file, `tensor "${name}": its storage "${key}" is missing`);
    const width = DTYPE_BYTES[dtype];
    const reach =
      elements(tensor.shape) === 0
        ? 0
        : tensor.offset +
          1 +
          tensor.shape.reduce(
            (sum, size, axis) => sum + (size - 1) * (tensor.stride[axis] ?? 0),
            0,
          );
    if (reach * width > entry.bytes)
      throw corrupt(
        file,
        `tensor "${name}": reaches ${reach * width} bytes into its storage of ${entry.bytes}`,
      );
    const place: StorageBytes = { handle, offset: entry.offset + tensor.offset * width, width };
    return {
      name,
      dtype,
      shape: tensor.shape,
      identity: [key, tensor.offset, tensor.shape, tensor.stride].join('|'),
      read: isContiguous(tensor) ? undefined : stridedReader(tensor, place),
      handle,
      offset: place.offset,
    };
  });
}
