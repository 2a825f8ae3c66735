import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

export type Header = Record<string, HeaderEntry>;

/** Gives a copy of a fixture checkpoint to `use`, and removes it afterwards. */
export async function withCopy<T>(
  fixture: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-'));
  try {
    mkdirSync(join(folder, 'model'));
    cpSync(join('test/fixtures/checkpoints', fixture), join(folder, 'model'), { recursive: true });
    return await use(join(folder, 'model'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rewrites the header, or the bytes after it, of a safetensors file. */
export function rewriteSafetensors(
  folder: string,
  change: (header: Header, data: Buffer) => { text?: string; data?: Buffer } | undefined,
  name = 'model.safetensors',
): void {
  const path = join(folder, name);
  const file = readFileSync(path);
  const length = Number(file.readBigUInt64LE());
  const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Header;
  const changed = change(header, file.subarray(8 + length));
  const text = Buffer.from(changed?.text ?? JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(path, Buffer.concat([size, text, changed?.data ?? file.subarray(8 + length)]));
}

export function rewriteConfig(folder: string, change: Record<string, unknown>): void {
  const path = join(folder, 'config.json');
  writeFileSync(
    path,
    JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), ...change }),
  );
}

/** A zip of stored entries, as torch.save writes one. */
export function storedZip(entries: Record<string, Uint8Array>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(entries)) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(data.length, 22);
    local.writeUInt16LE(name.length, 26);
    locals.push(local, Buffer.from(name), Buffer.from(data));
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50);
    record.writeUInt32LE(data.length, 20);
    record.writeUInt32LE(data.length, 24);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE(offset, 42);
    central.push(record, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
