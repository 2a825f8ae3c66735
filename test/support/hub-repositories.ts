import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One repository of the stand-in. */
export interface ServedRepository {
  readonly type: 'dataset' | 'model';
  /** `org/name` */
  readonly name: string;
  /** Commit → folder with its files. */
  readonly commits: Readonly<Record<string, string>>;
  /** Branch or tag → commit. May be changed while the server runs. */
  refs: Record<string, string>;
  /** Whom the hub answers: everybody, those with this token, or nobody. */
  access?: { readonly kind: 'gated' | 'private'; readonly token: string | undefined };
}

export interface ServedFile {
  readonly path: string;
  readonly content: Buffer;
  readonly blobId: string;
  /** Set for files in large file storage. */
  readonly sha256: string | undefined;
}

/**
 * Files that the hub keeps in large file storage, by name as `.gitattributes` of new repositories
 * has it.
 */
const LARGE = /\.(parquet|safetensors|bin|onnx|model)$|(^|\/)tokenizer\.json$/;

/** Files of a folder with the hashes that the hub lists. */
export function serveFolder(folder: string): Map<string, ServedFile> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = paths.map((entry): ServedFile => {
    const full = join(entry.parentPath, entry.name);
    const path = full.slice(folder.length + 1).replaceAll('\\', '/');
    const content = readFileSync(full);
    const sha256 = LARGE.test(path)
      ? createHash('sha256').update(content).digest('hex')
      : undefined;
    const pointer =
      sha256 === undefined
        ? content
        : Buffer.from(
            `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${content.length}\n`,
          );
    return { path, content, sha256, blobId: gitBlobId(pointer) };
  });
  return new Map(files.sort((a, b) => (a.path < b.path ? -1 : 1)).map((file) => [file.path, file]));
}

function gitBlobId(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
