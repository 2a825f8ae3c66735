import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubSettings } from '../../src/hub/contract/settings.js';
import { isGlottobenchError } from '../../src/base/errors.js';
import type { GlottobenchError } from '../../src/base/errors.js';
import type { HubServer } from './hub-server.js';

/** Commits of the tests. */
export const FIRST = 'a'.repeat(40);
export const SECOND = 'b'.repeat(40);

const folders: string[] = [];

/** An empty folder that `removeFolders` deletes. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-hub-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/**
 * Settings for a stand-in server: an own cache, short waits, nothing of this machine's environment.
 */
export function testSettings(
  server: HubServer,
  changes: Partial<HubSettings> = {},
): Partial<HubSettings> {
  return {
    endpoint: server.endpoint,
    cache: freshFolder(),
    token: undefined,
    offline: false,
    stallMs: 250,
    attempts: 3,
    backoffMs: 5,
    longestWaitMs: 2000,
    parallel: 4,
    ...changes,
  };
}

/** The error of a promise that must fail with one of ours. */
export async function failure(promise: Promise<unknown>): Promise<GlottobenchError> {
  const error: unknown = await promise.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (isGlottobenchError(error)) return error;
  throw error instanceof Error ? error : new Error(`no failure: ${String(error)}`);
}
