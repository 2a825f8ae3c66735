import { existsSync } from 'node:fs';
import { GlottobenchError } from '../../base/errors.js';
import { bundledFolder } from '../../models/catalog.js';
import { machineDifferences, machineSettings } from '../../models/encoder-variant.js';
import type { EncoderSettings } from '../../models/encoder-settings.js';
import { watchDownloads } from '../open/download-watch.js';
import { identifyModel } from '../open/identify-model.js';
import type { OpenedModel } from '../open/model-facts.js';
import type { ModelSpec } from '../open/model-spec.js';
import { openModel } from '../open/open-model.js';
import type { OpeningMeans } from '../request/request.js';
import type { QuestionModel } from './shard-question.js';
import { workerHub, type WorkerEvent, type WorkerRequest } from './worker-request.js';

/** Checkpoints that stay open: two runs at once do not make a worker open one for each shard. */
const OPEN_AT_ONCE = 2;

/** The checkpoints of this machine, found by content and opened when they are asked for. */
export class WorkerModels {
  readonly #request: WorkerRequest;
  readonly #emit: (event: WorkerEvent) => void;
  readonly #opened = new Map<string, OpenedModel>();

  constructor(request: WorkerRequest, emit: (event: WorkerEvent) => void) {
    this.#request = request;
    this.#emit = emit;
  }

  /**
   * @throws GB_NOT_FOUND, GB_CHECKPOINT_CORRUPT where the vectors would not be those of the run;
   * what opening throws
   */
  async get(model: QuestionModel, signal: AbortSignal): Promise<OpenedModel> {
    const key = JSON.stringify(model);
    const known = this.#opened.get(key);
    if (known !== undefined) {
      // The last one used is the last one closed.
      this.#opened.delete(key);
      this.#opened.set(key, known);
      return known;
    }
    for (const [old, oldest] of this.#opened) {
      if (this.#opened.size < OPEN_AT_ONCE) break;
      this.#opened.delete(old);
      await oldest.close();
    }
    const opened = await this.#open(model, signal);
    this.#opened.set(key, opened);
    return opened;
  }

  async close(): Promise<void> {
    for (const opened of this.#opened.values()) await opened.close();
    this.#opened.clear();
  }

  async #open(model: QuestionModel, signal: AbortSignal): Promise<OpenedModel> {
    checkMachine(model.settings, this.#request);
    const opening: OpeningMeans = {
      encoder: { ...model.settings, ...machineSettings(this.#request) },
      hub: workerHub(this.#request),
    };
    const warn = (message: string): void => this.#emit({ type: 'warning', message });
    const watch = {
      ...watchDownloads(model.id.name, opening.hub, () => undefined, signal),
      onWarning: warn,
    };
    const opened = await openModel(await this.#find(model, opening), model.id, opening, watch);
    if (opened.fingerprint !== model.fingerprint) {
      await opened.close();
      throw new GlottobenchError(
        'GB_CHECKPOINT_CORRUPT',
        `${model.id.name} here would give other vectors than the run: fingerprint ${opened.fingerprint?.slice(0, 12) ?? 'none'}, not ${model.fingerprint.slice(0, 12)}`,
      );
    }
    this.#emit({ type: 'opened', model: model.id.name, detail: opened.line });
    return opened;
  }

  /** A folder is known by its content, wherever it lies here; a hub model by its commit. */
  async #find({ spec, id }: QuestionModel, opening: OpeningMeans): Promise<ModelSpec> {
    if (spec.kind === 'hub') return spec;
    const places = [...this.#request.models, bundledFolder(id.name), spec.path].filter(
      (path) => path !== undefined && existsSync(path),
    ) as string[];
    const seen: string[] = [];
    for (const path of places) {
      const { id: found } = await identifyModel({ kind: 'folder', path }, opening);
      if (found.revision === id.revision) return { kind: 'folder', path };
      seen.push(`${path} (${found.revision.slice(0, 12)})`);
    }
    throw new GlottobenchError(
      'GB_NOT_FOUND',
      `the checkpoint ${id.name} of content ${id.revision.slice(0, 12)} is not here${seen.length === 0 ? '' : `; looked at ${seen.join(', ')}`}`,
      {
        hint: 'glottobench worker --model FOLDER says where a copy of it lies',
      },
    );
  }
}

/** @throws GB_USAGE where this machine computes otherwise than the run asks */
function checkMachine(asked: EncoderSettings, own: EncoderSettings): void {
  const [difference] = machineDifferences(asked, own);
  if (difference === undefined) return;
  const { flag, theirs, ours } = difference;
  throw new GlottobenchError(
    'GB_USAGE',
    `the run computes with --${flag} ${theirs}, this worker with ${ours}`,
    { hint: `--${flag} ${theirs}` },
  );
}
