/** Documents and frequencies of one term, in document order. */
interface Postings {
  readonly documents: number[];
  readonly frequencies: number[];
}

/** An inverted index that grows document by document. */
export class InvertedIndex {
  readonly #terms = new Map<string, Postings>();
  readonly #lengths: number[] = [];
  #words = 0;

  /** Adds the next document; its number is the count so far. */
  add(words: readonly string[]): void {
    const document = this.#lengths.length;
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [word, count] of counts) {
      let postings = this.#terms.get(word);
      if (postings === undefined)
        this.#terms.set(word, (postings = { documents: [], frequencies: [] }));
      postings.documents.push(document);
      postings.frequencies.push(count);
    }
    this.#lengths.push(words.length);
    this.#words += words.length;
  }

  get size(): number {
    return this.#lengths.length;
  }

  get meanLength(): number {
    return this.size === 0 ? 0 : this.#words / this.size;
  }

  lengthOf(document: number): number {
    return this.#lengths[document] ?? 0;
  }

  postings(word: string): Postings | undefined {
    return this.#terms.get(word);
  }
}
