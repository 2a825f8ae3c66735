import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import type { RepositoryFiles } from '../types/repository.js';
import { RepositoryCache } from './cache/layout.js';
import { pointTo, sizeOf } from './cache/link.js';
import { writeRef } from './cache/refs.js';
import { downloadBlob } from './download-blob.js';
import { etagOf, type HubFile } from './contract/hub-file.js';
import type { HubRequest } from './http/hub-request.js';
import { Limit } from './limit.js';
import { openListing, type Listing } from './open-listing.js';
import { DownloadMeter, type DownloadProgress } from './progress.js';
import {
  checkRepositoryId,
  describeRepository,
  type RepositoryId,
} from './contract/repository-id.js';
import { hubSettings, type HubSettings } from './contract/settings.js';
import { shardSeries } from './shards.js';
import { storageError } from './storage-error.js';

export interface OpenHubRepositoryOptions extends RepositoryId {
  /** In place of the environment's. */
  readonly settings?: Partial<HubSettings> | undefined;
  /** Called a few times a second while files arrive. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Stops requests of opening; a file's own signal is given with the file. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * After the network failed, further files fail at the first try for so long: hundreds of cells must
 * not wait for it one by one.
 */
const IMPATIENT_MS = 60_000;

/**
 * Opens a repository of the hub at one revision: resolves it, lists it (one request; none when the
 * cache knows the commit) and from then on fetches a file when its path is asked for, into the
 * cache that is shared with Python.
 * @throws GB_NOT_FOUND, GB_ACCESS_DENIED, GB_NETWORK, GB_OFFLINE, GB_INTERRUPTED
 */
export async function openHubRepository(options: OpenHubRepositoryOptions): Promise<HubRepository> {
  const { type, name, revision, signal } = options;
  checkRepositoryId(options);
  const settings = hubSettings(options.settings);
  const cache = new RepositoryCache(settings.cache, { type, name });
  const repository: RepositoryId = { type, name, revision };
  const listing = await openListing({ settings, repository, signal }, cache);
  return new HubRepository(
    repository,
    settings,
    cache,
    listing,
    new DownloadMeter(name, options.onProgress),
  );
}

/** A listed repository; see `openHubRepository`. */
export class HubRepository implements RepositoryFiles {
  readonly kind = 'hub';
  readonly name: string;
  /** The commit. */
  readonly revision: string;
  /** Said once to the user: the hub could not be asked. */
  readonly warnings: readonly string[];
  /** Folder of the commit in the cache; holds the files that were asked for. */
  readonly folder: string;
  readonly #repository: RepositoryId;
  readonly #asked: string;
  readonly #settings: HubSettings;
  readonly #cache: RepositoryCache;
  readonly #listing: Listing;
  readonly #meter: DownloadMeter;
  readonly #limit: Limit;
  readonly #running = new Map<string, Promise<string>>();
  #refWritten = false;
  #failedAt = -Infinity;

  constructor(
    repository: RepositoryId,
    settings: HubSettings,
    cache: RepositoryCache,
    listing: Listing,
    meter: DownloadMeter,
  ) {
    this.name = repository.name;
    this.revision = listing.commit;
    this.warnings = listing.warning === undefined ? [] : [listing.warning];
    this.folder = cache.snapshot(listing.commit);
    this.#repository = { ...repository, revision: listing.commit };
    this.#asked = repository.revision;
    this.#settings = settings;
    this.#cache = cache;
    this.#listing = listing;
    this.#meter = meter;
    this.#limit = new Limit(settings.parallel);
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve(this.#listing.paths);
  }

  /** Whether a file is listed, and its size in bytes where that is known. */
  size(path: string): number | undefined {
    return this.#listing.files?.get(path)?.size;
  }

  /**
   * Path of a file in the cache; fetched first if it is not there. The next shards of a series are
   * fetched meanwhile.
   * @throws GB_NOT_FOUND, GB_ACCESS_DENIED, GB_NETWORK, GB_OFFLINE, GB_INTERRUPTED,
   * GB_DATA_CORRUPT, GB_CHECKPOINT_CORRUPT, GB_CACHE_CORRUPT
   */
  async localPath(path: string, signal?: AbortSignal): Promise<string> {
    const wanted = this.#obtain(path, signal);
    const series = shardSeries(path) ?? [];
    const next = series.indexOf(path) + 1;
    // A fault of a later shard is met when that shard is asked for.
    if (next > 0)
      for (const shard of series.slice(next, next + this.#settings.parallel - 1))
        if (this.#listing.files?.has(shard) === true)
          this.#obtain(shard, signal).catch(() => undefined);
    return wanted;
  }

  /** Fetches several files, a few at a time. */
  async fetchAll(paths: readonly string[], signal?: AbortSignal): Promise<void> {
    const results = await Promise.allSettled(paths.map((path) => this.#obtain(path, signal)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  #obtain(path: string, signal: AbortSignal | undefined): Promise<string> {
    const running = this.#running.get(path);
    if (running !== undefined) return running;
    const started = this.#fetch(path, signal).finally(() => this.#running.delete(path));
    this.#running.set(path, started);
    return started;
  }

  async #fetch(path: string, signal: AbortSignal | undefined): Promise<string> {
    const file = this.#listing.files?.get(path);
    const pointer = this.#cache.pointer(this.revision, path);
    const size = await sizeOf(pointer);
    if (file === undefined) return this.#unlisted(path, pointer, size);
    if (size === file.size) return this.#known(pointer);
    if (this.#settings.offline && size !== undefined) {
      throw new GlottobenchError(
        'GB_CACHE_CORRUPT',
        `${path} of ${describeRepository(this.#repository)} has ${size} bytes in the cache, ${file.size} are right`,
        { file: pointer, hint: 'run once without --offline to fetch it again' },
      );
    }
    if ((await sizeOf(this.#cache.blob(etagOf(file)))) !== file.size) {
      if (this.#settings.offline) throw this.#missing(path);
      await this.#limit.run(() => this.#download(file, signal));
    }
    try {
      await pointTo(this.#cache.blob(etagOf(file)), pointer);
    } catch (error) {
      throw storageError(error, pointer, file, signal);
    }
    return this.#known(pointer);
  }

  /** Without a listing the cached files are all there is; a series of shards must then be whole. */
  #unlisted(path: string, pointer: string, size: number | undefined): Promise<string> {
    const lacking = shardSeries(path)?.find((shard) => !this.#listing.paths.includes(shard));
    if (lacking !== undefined && this.#listing.files === undefined) throw this.#missing(lacking);
    if (size !== undefined && this.#listing.paths.includes(path)) return Promise.resolve(pointer);
    if (this.#listing.files === undefined) throw this.#missing(path);
    throw new GlottobenchError(
      'GB_NOT_FOUND',
      `${describeRepository(this.#repository)} has no file ${path}`,
    );
  }

  #missing(path: string): GlottobenchError {
    const { offline } = this.#settings;
    return new GlottobenchError(
      offline ? 'GB_OFFLINE' : 'GB_NETWORK',
      `${offline ? 'offline' : 'the hub cannot be reached'}, and ${path} of ${describeRepository(this.#repository)} is not in the cache`,
      {
        file: this.folder,
        hint: `run once ${offline ? 'without --offline' : 'with the network'} to fetch it`,
      },
    );
  }

  /** Python finds a branch in the cache by its ref, and expects that the commit has files. */
  async #known(pointer: string): Promise<string> {
    if (!this.#refWritten) {
      this.#refWritten = true;
      await writeRef(this.#cache, this.#asked, this.revision).catch(() => undefined);
    }
    return pointer;
  }

  async #download(file: HubFile, signal: AbortSignal | undefined): Promise<void> {
    const impatient = performance.now() - this.#failedAt < IMPATIENT_MS;
    const settings = impatient ? { ...this.#settings, attempts: 1 } : this.#settings;
    const asked: HubRequest = { settings, repository: this.#repository, file: file.path, signal };
    let bytes = 0;
    this.#meter.expect(file.size);
    try {
      await downloadBlob({
        asked,
        cache: this.#cache,
        file,
        onBytes: (added) => {
          bytes += added;
          this.#meter.add(added);
        },
      });
      // Another process may have brought it.
      this.#meter.add(file.size - bytes);
      this.#failedAt = -Infinity;
    } catch (error) {
      this.#meter.drop(file.size, bytes);
      if (isGlottobenchError(error) && error.code === 'GB_NETWORK')
        this.#failedAt = performance.now();
      throw error;
    }
  }
}
