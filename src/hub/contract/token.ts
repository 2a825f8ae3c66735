import { readFileSync } from 'node:fs';

/**
 * `HF_TOKEN`, else the file that `hf auth login` writes. Never shown, logged or put into an error.
 */
export function readToken(env: NodeJS.ProcessEnv, file: string): string | undefined {
  return clean(env['HF_TOKEN']) ?? clean(env['HUGGING_FACE_HUB_TOKEN']) ?? clean(content(file));
}

function content(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

// A line break in a header would be refused with an error that shows the header.
function clean(token: string | undefined): string | undefined {
  const bare = token?.replace(/[\r\n]/g, '').trim();
  return bare === undefined || bare === '' || !/^[\x21-\x7e]+$/.test(bare) ? undefined : bare;
}
