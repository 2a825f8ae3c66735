import type { RepositoryId } from '../contract/repository-id.js';
import type { HubSettings } from '../contract/settings.js';

/** Who asks for what. */
export interface HubRequest {
  readonly settings: HubSettings;
  readonly repository: RepositoryId;
  /** Path of the file asked for; undefined for listings. */
  readonly file?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}
