import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.js';

/** 2,048 texts of 8,000 letters in three bytes each. */
const MAX_BODY_BYTES = 48 * 2 ** 20;

/**
 * @throws ApiError 400 for a body that is not JSON, 413 for one that is too large, 415 for a
 * compressed one
 */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new ApiError(415, `the body is encoded as ${encoding}; send it plain`);
  const text = decode(await readBytes(request));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ApiError(400, `the body is not valid JSON: ${(error as Error).message}`);
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new ApiError(
    413,
    `the body has more than ${MAX_BODY_BYTES} bytes; send fewer texts at once`,
    { headers: { Connection: 'close' } },
  );
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError(400, 'the body is not UTF-8');
  }
}
