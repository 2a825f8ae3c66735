import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatPlace, isGlottobenchError } from '../../src/base/errors.js';

/** A folder for small files of a test; `remove` it afterwards. */
export class TextFiles {
  readonly folder = mkdtempSync(join(tmpdir(), 'glottobench-files-'));
  #count = 0;

  write(content: string | Uint8Array): string {
    const path = join(this.folder, `f${this.#count++}`);
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** "CODE place message" of the error a reading ends with. */
export async function fault(reading: Promise<unknown>): Promise<string> {
  try {
    await reading;
  } catch (error) {
    if (isGlottobenchError(error))
      return `${error.code} ${formatPlace(error.place).replace(/^.*\//, '')} ${error.message}`;
    throw error;
  }
  throw new Error('no fault was found');
}
