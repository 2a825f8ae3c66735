import { ENCODER_SETTINGS } from '../models/encoder-settings.js';
import type { RunRequest } from '../run/request.js';
import type { Setting as RunSetting } from '../types/dataset.js';
import type { Setting, SettingValue } from './settings.js';

/** Settings of the table → what `evaluate` takes. */
export function toRunRequest(settings: ReadonlyMap<string, Setting>): RunRequest {
  const value = (key: string): SettingValue | undefined => settings.get(key)?.value;
  const names = (key: string): readonly string[] | undefined =>
    value(key) as readonly string[] | undefined;
  const text = (key: string): string | undefined => value(key) as string | undefined;
  const count = (key: string): number | undefined => value(key) as number | undefined;
  return {
    models: names('models') ?? [],
    tasks: names('tasks') ?? [],
    benchmark: text('benchmark'),
    languages: names('languages'),
    families: names('families'),
    scripts: names('scripts'),
    settings: names('settings') as readonly RunSetting[] | undefined,
    subsets: names('subsets'),
    splits: names('splits'),
    data: names('data'),
    candidateText: text('candidateText') as RunRequest['candidateText'],
    keepUnanswerable: value('keepUnanswerable') === true,
    out: text('out') ?? 'results',
    ...Object.fromEntries(ENCODER_SETTINGS.map(({ key }) => [key, value(key)])),
    limit: count('limit'),
    runDepth: count('runDepth'),
    fresh: value('fresh') === true,
    offline: value('offline') === true,
    endpointModel: text('endpointModel'),
    queue: text('queue'),
    shardDocuments: count('shardDocuments'),
  };
}
