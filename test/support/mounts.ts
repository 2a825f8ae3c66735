import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function mount(...argv: string[]): boolean {
  return spawnSync('mount', argv).status === 0;
}

/**
 * Whether this process may mount file systems; tests of full and read-only disks say by name that
 * they are skipped.
 */
export const canMount = ((): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-mount-'));
  try {
    if (!mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder)) return false;
    return spawnSync('umount', [folder]).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
})();

/** Gives a file system of so many kilobytes to `use`. */
export async function withDisk<T>(
  kilobytes: number,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-disk-'));
  mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder);
  try {
    return await use(folder);
  } finally {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  }
}

/** Makes a folder read-only, for root too, while `use` runs. */
export async function whileReadOnly<T>(folder: string, use: () => Promise<T>): Promise<T> {
  mount('--bind', folder, folder);
  mount('-o', 'remount,ro,bind', folder);
  try {
    return await use();
  } finally {
    spawnSync('umount', ['-l', folder]);
  }
}
