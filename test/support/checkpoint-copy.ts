import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGlottobenchError, type GlottobenchError } from '../../src/base/errors.js';

export const VARIANTS = 'test/fixtures/encoder-variants';

/** Path of one of the tiny checkpoints of make_variants.py. */
export function variant(name: string): string {
  return join(VARIANTS, name);
}

/**
 * Gives a writable copy of a tiny checkpoint to `use`, inside a folder of its own, and removes
 * both.
 */
export async function withVariant<T>(
  name: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), 'glottobench-'));
  try {
    cpSync(variant(name), join(parent, 'model'), { recursive: true });
    return await use(join(parent, 'model'));
  } finally {
    rmSync(parent, { recursive: true });
  }
}

type Json = Record<string, unknown>;

/** Replaces members of a JSON file; `undefined` takes one away. */
export function editJson(
  folder: string,
  file: string,
  change: Json | ((value: Json) => unknown),
): void {
  const path = join(folder, file);
  const value = JSON.parse(readFileSync(path, 'utf8')) as Json;
  writeFileSync(
    path,
    JSON.stringify(typeof change === 'function' ? change(value) : { ...value, ...change }),
  );
}

/** The error for people that a promise ends with; anything else fails the test. */
export async function faultOf(promise: Promise<unknown>): Promise<GlottobenchError> {
  try {
    await promise;
  } catch (error) {
    if (isGlottobenchError(error)) return error;
    throw error;
  }
  throw new Error('expected an error, there was none');
}
