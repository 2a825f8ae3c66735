import { open, truncate, type FileHandle } from 'node:fs/promises';
import type { HubFile } from './contract/hub-file.js';
import { etagOf } from './contract/hub-file.js';
import type { HubRequest } from './http/hub-request.js';
import { request, type HubAnswer } from './http/request.js';
import { fileUrl } from './contract/repository-id.js';

/** The hub serves something else than it listed. */
export class Mismatch extends Error {}

/**
 * Appends what is missing of a file to `part`.
 * @param have bytes that are already there
 * @param onSize called with the bytes on disk, growing
 * @returns bytes on disk when the answer ended
 * @throws Mismatch, TransientFault, and what `request` throws
 */
export async function receive(
  asked: HubRequest,
  file: HubFile,
  part: string,
  have: number,
  onSize: (bytes: number) => void,
): Promise<number> {
  const headers = have === 0 ? {} : { range: `bytes=${have}-` };
  const answer = await request(fileUrl(asked.settings.endpoint, asked.repository, file.path), {
    ...asked,
    file: file.path,
    headers,
  });
  try {
    checkIdentity(answer, asked.repository.revision, file);
    const start = checkStart(answer, have, file);
    if (start < have) await truncate(part, start);
    const handle = await open(part, 'a');
    try {
      return await append(handle, answer, start, file, onSize);
    } finally {
      await handle.close();
    }
  } finally {
    answer.close();
  }
}

async function append(
  handle: FileHandle,
  answer: HubAnswer,
  start: number,
  file: HubFile,
  onSize: (bytes: number) => void,
): Promise<number> {
  let size = start;
  onSize(size);
  for await (const chunk of answer.chunks()) {
    if (size + chunk.byteLength > file.size)
      throw new Mismatch(`more bytes came than the ${file.size} that the hub lists`);
    await handle.writeFile(chunk);
    size += chunk.byteLength;
    onSize(size);
  }
  return size;
}

/**
 * The hub says which commit and content it serves: another one than the listing's means that the
 * repository changed, or that a mirror mixes them up.
 */
function checkIdentity({ hub }: HubAnswer, commit: string, file: HubFile): void {
  const served = hub.get('x-repo-commit');
  if (served !== null && served !== commit)
    throw new Mismatch(`the hub serves revision ${served.slice(0, 12)}`);
  const etag = (hub.get('x-linked-etag') ?? hub.get('etag'))
    ?.replace(/^W\//, '')
    .replaceAll('"', '');
  // Mirrors make up ETags of their own: only one of the same kind can contradict.
  const known =
    etag !== undefined && /^[0-9a-f]+$/.test(etag) && etag.length === etagOf(file).length;
  if (known && etag !== etagOf(file))
    throw new Mismatch(`the hub serves another version of it (${etag.slice(0, 12)})`);
  const linked = hub.get('x-linked-size');
  if (linked !== null && Number(linked) !== file.size)
    throw new Mismatch(`the hub serves ${linked} bytes where it lists ${file.size}`);
}

/** Where the body begins: a server that ignores ranges sends all. */
function checkStart({ status, headers }: HubAnswer, have: number, file: HubFile): number {
  if (status === 416)
    throw new Mismatch(`the hub serves fewer than the ${file.size} bytes that it lists`);
  if (status !== 206) {
    const length = headers.get('content-length');
    if (length !== null && Number(length) !== file.size)
      throw new Mismatch(`the hub serves ${length} bytes where it lists ${file.size}`);
    return 0;
  }
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
  if (range === null || Number(range[1]) !== have)
    throw new Mismatch('the hub answers with another range than asked for');
  if (range[2] !== '*' && Number(range[2]) !== file.size)
    throw new Mismatch(`the hub serves ${range[2] ?? ''} bytes where it lists ${file.size}`);
  return have;
}
