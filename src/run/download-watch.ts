import type { DownloadProgress } from '../hub/progress.js';
import type { HubSettings } from '../hub/settings.js';
import type { RunEvent } from '../types/event.js';
import type { RunRequest } from './request.js';

/** What a run hands to the hub: settings, and where progress and warnings go. */
export interface DownloadWatch {
  readonly settings: Partial<HubSettings>;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly onWarning: (message: string) => void;
}

/** Everything of the hub but `--offline` comes from the environment, as for Python. */
export function hubSettingsOf(request: RunRequest): Partial<HubSettings> {
  return { offline: request.offline };
}

/** Downloads as events: one `stage` when a repository's first bytes come, then `progress` in bytes. */
export function watchDownloads(
  model: string,
  request: RunRequest,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): DownloadWatch {
  const announced = new Set<string>();
  return {
    settings: hubSettingsOf(request),
    signal,
    onProgress: ({ repository, done, total }) => {
      if (!announced.has(repository)) {
        announced.add(repository);
        emit({ type: 'stage', model, stage: 'download', detail: repository, total });
      }
      emit({ type: 'progress', model, stage: 'download', done, total });
    },
    onWarning: (message) => emit({ type: 'warning', message, model }),
  };
}
