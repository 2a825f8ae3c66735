import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../src/base/folders.js';
import { exampleRepository } from '../support/example-repository.js';
import { HubServer } from '../support/hub-server.js';
import { FIRST, freshFolder, removeFolders, SECOND } from '../support/hub-world.js';

export const CHECKPOINT = packagePath('test', 'fixtures', 'encoder-variants', 'truncate-dim');
const SAVED = [
  'HF_ENDPOINT',
  'HF_HOME',
  'HF_HUB_CACHE',
  'HF_TOKEN',
  'HF_HUB_OFFLINE',
  'XDG_CACHE_HOME',
  'GLOTTOBENCH_CACHE',
] as const;

/**
 * A hub with three datasets and a model, and an environment that points at it and at nothing else.
 */
export class ServedRepositories {
  readonly #before = Object.fromEntries(SAVED.map((name) => [name, process.env[name]]));
  readonly server: HubServer;
  /** The folder of the present test. */
  work = '';

  private constructor(server: HubServer) {
    this.server = server;
    for (const name of SAVED) Reflect.deleteProperty(process.env, name);
    process.env['HF_ENDPOINT'] = server.endpoint;
  }

  static async start(): Promise<ServedRepositories> {
    const dataset = (name: string, form: 'parquet' | 'jsonl') => ({
      type: 'dataset' as const,
      name,
      commits: { [FIRST]: exampleRepository(form) },
      refs: { main: FIRST },
    });
    const model = freshFolder();
    cpSync(CHECKPOINT, model, { recursive: true });
    for (const name of ['tf_model.h5', 'flax_model.msgpack', 'pytorch_model.bin'])
      writeFileSync(join(model, name), 'must not be fetched');
    return new ServedRepositories(
      await HubServer.start(
        dataset('org/parquet', 'parquet'),
        dataset('org/jsonl', 'jsonl'),
        { ...dataset('org/gated', 'jsonl'), access: { kind: 'gated', token: undefined } },
        { type: 'model', name: 'org/tiny', commits: { [SECOND]: model }, refs: { main: SECOND } },
      ),
    );
  }

  /** Before each test: an empty cache, no faults, no requests. */
  refresh(): void {
    this.work = freshFolder();
    process.env['HF_HOME'] = join(this.work, 'hf');
    process.env['GLOTTOBENCH_CACHE'] = join(this.work, 'cache');
    this.server.faults.clear();
    this.server.takeRequests();
  }

  async close(): Promise<void> {
    await this.server.close();
    for (const [name, value] of Object.entries(this.#before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    removeFolders();
  }

  /** A task definition of the user that points at a repository. */
  definition(path: string, revision: string, languages: unknown = ['eng-Latn']): string {
    const file = join(this.work, 'HubExample.json');
    writeFileSync(
      file,
      JSON.stringify({
        name: 'HubExample',
        description: 'Invented sentences.',
        type: 'Retrieval',
        dataset: { path, revision },
        modalities: ['text'],
        eval_splits: ['test'],
        eval_langs: languages,
        main_score: 'ndcg_at_10',
        loader: { kind: 'standard' },
      }),
    );
    return file;
  }
}
