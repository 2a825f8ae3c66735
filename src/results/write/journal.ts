import { existsSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder, writeFault } from '../../base/atomic-file.js';
import { GlottobenchError } from '../../base/errors.js';
import { parseJson, readText } from '../../base/json.js';
import { validateAgainst } from '../../base/validate.js';
import type { BiasRow } from '../../types/generated/bias.js';
import type { ManifestCell } from '../../types/generated/run-manifest.js';
import type { TaskResult } from '../../types/generated/task-result.js';
import { checkBias } from '../bias-file.js';
import { RUN_FOLDER } from '../layout.js';
import { checkManifest, type RunFacts } from './run-manifest.js';
import type { RunSettings } from './run-settings.js';

/** Everything that a finished cell brings into the files of its revision folder. */
export interface JournalCell {
  /** The result of this one subset, rounded. */
  readonly result: TaskResult;
  readonly settings: RunSettings;
  readonly record: ManifestCell;
  /** Only of a pool of several languages that was ranked in full. */
  readonly bias?: JournalBias | undefined;
}

export interface JournalBias {
  readonly row: BiasRow;
  /** Documents of the pool per language. */
  readonly documents: Readonly<Record<string, number>>;
}

export interface JournalContent {
  /** In the order in which they ended. */
  readonly cells: readonly JournalCell[];
  /** What the last run said about itself; undefined without a cell. */
  readonly facts: RunFacts | undefined;
}

/** `run/journal.jsonl` of a revision folder. */
function journalPath(folder: string): string {
  return join(folder, RUN_FOLDER, 'journal.jsonl');
}

/**
 * Cells that are on disk and not yet in all files of their folder: one line per cell, appended and
 * synced, so that closing a cell costs the same however many there are. Only for the holder of the
 * run's lock.
 */
export class Journal {
  readonly #path: string;
  #file: FileHandle | undefined;
  /** Bytes of whole lines. */
  #length = 0;
  #facts = '';

  constructor(folder: string) {
    this.#path = journalPath(folder);
  }

  /**
   * The cell is on disk when this returns, and none of it counts when this throws.
   * @throws GB_RESULT_INVALID for a cell that no file could take; GB_WRITE_FAILED
   */
  async append(facts: RunFacts, cell: JournalCell): Promise<void> {
    checkCell(cell, this.#path);
    checkManifest(facts, [cell.record], this.#path);
    const stated = JSON.stringify({ facts });
    const lines = [...(stated === this.#facts ? [] : [stated]), JSON.stringify({ cell })];
    await this.#write(`${lines.join('\n')}\n`);
    this.#facts = stated;
  }

  async #write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    try {
      this.#file ??= await openFresh(this.#path);
      await this.#file.write(bytes, 0, bytes.length, this.#length);
      await this.#file.sync();
    } catch (error) {
      // What came through of the line must not stand before the next one.
      await this.#file?.truncate(this.#length).catch(() => undefined);
      throw writeFault(error, this.#path) ?? error;
    }
    this.#length += bytes.length;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }
}

async function openFresh(path: string): Promise<FileHandle> {
  await ensureFolder(join(path, '..'));
  const file = await open(path, 'w');
  const folder = await open(join(path, '..'), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return file;
}

/**
 * The cells of a journal; none where there is no journal. A last line that was cut off by a kill
 * does not count.
 * @throws GB_RESULT_INVALID when another line is broken
 */
export async function readJournal(folder: string): Promise<JournalContent> {
  const path = journalPath(folder);
  if (!existsSync(path)) return { cells: [], facts: undefined };
  const cells: JournalCell[] = [];
  let facts: RunFacts | undefined;
  // behind the last line break is nothing, or a line that was cut off
  for (const [i, text] of (await readText(path)).split('\n').slice(0, -1).entries()) {
    const place = `${path}:${i + 1}`;
    const line = parseJson(text, place, 'GB_RESULT_INVALID') as unknown as JournalLine;
    if (line.facts !== undefined) facts = line.facts;
    if (line.cell === undefined) continue;
    checkCell(line.cell, place);
    cells.push(line.cell);
  }
  if (facts !== undefined)
    checkManifest(
      facts,
      cells.map(({ record }) => record),
      path,
    );
  return { cells, facts };
}

interface JournalLine {
  readonly facts?: RunFacts;
  readonly cell?: JournalCell;
}

export async function removeJournal(folder: string): Promise<void> {
  const path = journalPath(folder);
  await rm(path, { force: true }).catch((error: unknown) => {
    throw writeFault(error, path) ?? error;
  });
}

/** What is in the journal must fit into every file: it may not fail there later. */
function checkCell({ result, record, bias }: JournalCell, file: string): void {
  const issues = validateAgainst('task-result.schema.json', result, '#/$defs/writer');
  if (issues.length > 0)
    throw new GlottobenchError(
      'GB_RESULT_INVALID',
      'the result does not match its schema; nothing was written',
      { file, issues },
    );
  if (bias === undefined) return;
  const model = { name: '', revision: '' };
  const at = { task: record.task, split: record.split, dataset_revision: result.dataset_revision };
  checkBias(
    {
      format: 1,
      ...at,
      model,
      documents: { ...bias.documents },
      macro: {
        query_languages: 1,
        rank_distance: 0,
        rank_distance_normalised: 0,
        lareqa_map: 0,
        lareqa_map_pooled: 0,
      },
      rows: [bias.row],
      mrc: { k: 10, value: null, comparisons: 0, left_out: 0, pairs: {} },
    },
    file,
  );
}
