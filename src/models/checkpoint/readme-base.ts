import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Front matter is a few hundred bytes; a text that is longer is none. */
const MOST_BYTES = 65_536;

/**
 * `base_model` of the hub's model card (README.md): what sentence-transformers and the hub write of
 * a fine-tune.
 */
export async function readmeBaseModels(folder: string): Promise<readonly string[]> {
  const text = await beginning(join(folder, 'README.md'));
  const matter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1];
  if (matter === undefined) return [];
  try {
    const card: unknown = parse(matter);
    const base =
      typeof card === 'object' && card !== null && 'base_model' in card ? card.base_model : [];
    return [base].flat().filter((name): name is string => typeof name === 'string');
  } catch {
    // prose, not configuration: a card that is no YAML says nothing
    return [];
  }
}

async function beginning(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  } finally {
    await file.close();
  }
}
