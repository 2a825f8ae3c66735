import { copyFile, link, mkdir, rm, stat, symlink } from 'node:fs/promises';
import { dirname, relative } from 'node:path';

/** Size of the file that a path leads to, through links; undefined when there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? found.size : undefined;
}

/**
 * Makes `pointer` lead to `blob`: a relative link as Python makes it, where the platform has none a
 * second name or a copy.
 */
export async function pointTo(blob: string, pointer: string): Promise<void> {
  await mkdir(dirname(pointer), { recursive: true });
  for (const make of [
    () => symlink(relative(dirname(pointer), blob), pointer),
    () => link(blob, pointer),
    () => copyFile(blob, pointer),
  ]) {
    try {
      await make();
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') {
        if ((await sizeOf(pointer)) === (await sizeOf(blob))) return;
        // A link into the void, or to content that was found damaged.
        await rm(pointer, { force: true });
        await make();
        return;
      }
      if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'ENOTSUP' && code !== 'EXDEV')
        throw error;
    }
  }
}
