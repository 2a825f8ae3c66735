import { readFile } from 'node:fs/promises';
import { GlottobenchError } from '../../base/errors.js';
import { parseJson, type JsonValue } from '../../base/json.js';
import { brief } from '../../base/wording.js';

/**
 * A JSON object of a checkpoint with typed access. A key of the wrong type is a
 * `GB_CHECKPOINT_CORRUPT` that names file and key; `null` counts as absent, as Python's
 * `config.get(key)` does.
 */
export class JsonObject {
  constructor(
    readonly file: string,
    readonly members: Readonly<Record<string, JsonValue>>,
    private readonly pointer = '',
  ) {}

  has(key: string): boolean {
    return this.members[key] !== undefined && this.members[key] !== null;
  }

  string(key: string): string | undefined {
    return this.typed(key, 'a string', (value) => (typeof value === 'string' ? value : undefined));
  }

  boolean(key: string): boolean | undefined {
    return this.typed(key, 'true or false', (value) =>
      typeof value === 'boolean' ? value : undefined,
    );
  }

  /** A whole number of at least `minimum`. */
  integer(key: string, minimum = 0): number | undefined {
    return this.typed(key, `a whole number of at least ${minimum}`, (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= minimum ? value : undefined,
    );
  }

  object(key: string): JsonObject | undefined {
    return this.typed(key, 'an object', (value) =>
      isObject(value) ? new JsonObject(this.file, value, `${this.pointer}/${key}`) : undefined,
    );
  }

  /** The error for a key whose value cannot be used. */
  fault(key: string, message: string): GlottobenchError {
    return new GlottobenchError('GB_CHECKPOINT_CORRUPT', message, {
      file: this.file,
      pointer: `${this.pointer}/${key}`,
    });
  }

  private typed<T>(
    key: string,
    wanted: string,
    read: (value: JsonValue) => T | undefined,
  ): T | undefined {
    const value = this.members[key];
    if (value === undefined || value === null) return undefined;
    const found = read(value);
    if (found === undefined)
      throw this.fault(key, `"${key}" must be ${wanted}, it is ${brief(value, 40)}`);
    return found;
  }
}

function isObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a JSON file of a checkpoint; `undefined` when there is none. */
export async function readCheckpointJson(path: string): Promise<JsonValue | undefined> {
  const text = await readOptional(path);
  return text === undefined ? undefined : parseJson(text, path, 'GB_CHECKPOINT_CORRUPT');
}

/** Reads a JSON file that must hold an object; `undefined` when there is none. */
export async function readCheckpointObject(path: string): Promise<JsonObject | undefined> {
  const value = await readCheckpointJson(path);
  if (value === undefined) return undefined;
  if (!isObject(value))
    throw new GlottobenchError('GB_CHECKPOINT_CORRUPT', 'the file must hold a JSON object', {
      file: path,
    });
  return new JsonObject(path, value);
}

/** UTF-8 text of a file, `undefined` when there is none. */
export async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    if (reason === 'ENOENT' || reason === 'ENOTDIR') return undefined;
    throw new GlottobenchError('GB_CHECKPOINT_CORRUPT', `cannot be read (${reason ?? 'unknown'})`, {
      file: path,
      cause: error,
    });
  }
}
