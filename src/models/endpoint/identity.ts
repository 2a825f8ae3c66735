import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { cacheFolder } from '../../base/folders.js';
import { sha256 } from '../../base/content-hash.js';
import { embedBatch } from './embed-batch.js';
import type { Connection } from './post-embeddings.js';
import { fromWire, toBase64 } from './wire.js';

/** What a service can be told by: the same as long as its vectors stay the same. */
export interface EndpointIdentity {
  readonly dims: number;
  /** Hex. */
  readonly hash: string;
}

const PROBE = 'All human beings are born free and equal in dignity and rights.';

/**
 * Services answer the same text with vectors that differ in the last digits; another model is
 * further away.
 */
const SAME = 1 - 1e-4;

/**
 * Embeds one sentence and compares it with what this address answered before, so that stored
 * vectors and scores of another model behind the same name are not taken for today's. A service
 * that states a `system_fingerprint` is believed.
 */
export async function identifyEndpoint(
  connection: Connection,
  signal?: AbortSignal,
): Promise<EndpointIdentity> {
  const { vectors, systemFingerprint } = await embedBatch(connection, [PROBE], signal);
  const vector = vectors[0] ?? new Float32Array();
  if (systemFingerprint !== undefined)
    return {
      dims: vector.length,
      hash: sha256(JSON.stringify([connection.model, systemFingerprint])),
    };
  const address = sha256(JSON.stringify([connection.url.href, connection.model]));
  return {
    dims: vector.length,
    hash: sha256(
      `${address} ${await rememberedProbe(cacheFolder('endpoints', `${address}.json`), vector)}`,
    ),
  };
}

/** The stored answer that is the same as this one; a new one is stored. */
async function rememberedProbe(path: string, vector: Float32Array): Promise<string> {
  const stored = await readProbes(path);
  const same = stored.find((text) => cosine(fromWire(text) ?? new Float32Array(), vector) >= SAME);
  if (same !== undefined) return same;
  const added = toBase64(vector);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, `${JSON.stringify([...stored, added])}\n`);
  return added;
}

/** A damaged file costs the reuse of stored vectors, nothing else. */
async function readProbes(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as unknown;
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return -1;
  const product = (x: Float32Array, y: Float32Array): number =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}
