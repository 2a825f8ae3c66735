/** How far the downloads of one repository are. */
export interface DownloadProgress {
  /** `org/name` */
  readonly repository: string;
  /** Bytes on disk of the files asked for so far, those of earlier tries included. */
  readonly done: number;
  /** Bytes of all files asked for so far that were not in the cache. */
  readonly total: number;
}

const REPORT_MS = 100;

/** Adds up the downloads of one repository and reports a few times a second. */
export class DownloadMeter {
  readonly #repository: string;
  readonly #listener: ((progress: DownloadProgress) => void) | undefined;
  #done = 0;
  #total = 0;
  #reported = 0;

  constructor(repository: string, listener: ((progress: DownloadProgress) => void) | undefined) {
    this.#repository = repository;
    this.#listener = listener;
  }

  /** A file of so many bytes is going to be fetched. */
  expect(bytes: number): void {
    this.#total += bytes;
  }

  /** A file that was expected failed: neither it nor its bytes count any more. */
  drop(total: number, done: number): void {
    this.#total -= total;
    this.#done -= done;
  }

  add(bytes: number): void {
    this.#done += bytes;
    const now = performance.now();
    if (this.#done < this.#total && now - this.#reported < REPORT_MS) return;
    this.#reported = now;
    this.#listener?.({ repository: this.#repository, done: this.#done, total: this.#total });
  }
}
