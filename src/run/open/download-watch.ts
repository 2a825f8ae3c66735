import type { DownloadProgress } from '../../hub/progress.js';
import type { HubSettings } from '../../hub/contract/settings.js';
import type { RunEvent } from '../../types/event.js';
import { runWarning } from '../../warnings/warning-event.js';

/**
 * What a run hands to the hub: settings (all but `--offline` come from the environment, as for
 * Python), and where progress and warnings go.
 */
export interface DownloadWatch {
  readonly settings: Partial<HubSettings>;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly onWarning: (message: string) => void;
}

/**
 * Downloads as events: one `stage` when a repository's first bytes come, then `progress` in bytes.
 */
export function watchDownloads(
  model: string,
  settings: Partial<HubSettings>,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): DownloadWatch {
  const announced = new Set<string>();
  return {
    settings,
    signal,
    onProgress: ({ repository, done, total }) => {
      if (!announced.has(repository)) {
        announced.add(repository);
        emit({ type: 'stage', model, stage: 'download', detail: repository, total });
      }
      emit({ type: 'progress', model, stage: 'download', done, total });
    },
    onWarning: (message) => emit(runWarning('source-doubt', message, model)),
  };
}
