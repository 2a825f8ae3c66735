import { createHash } from 'node:crypto';
import { pythonStrip } from '../../base/python.js';
import type { Qrels, TextItem } from '../../types/text.js';
import type { WarningList } from '../../warnings/warning-list.js';

/**
 * Looks for texts that stand twice, and for queries that stand in the corpus. Holds a hash per
 * document.
 */
export class TextCheck {
  readonly #warnings: WarningList;
  /** Id → hash of the text, and hashes of all texts. */
  readonly #documents = new Map<string, string>();
  readonly #texts = new Set<string>();

  constructor(warnings: WarningList) {
    this.#warnings = warnings;
  }

  /** @param isNew its id did not stand before */
  document({ id, text }: TextItem, isNew: boolean): void {
    const hash = textHash(text);
    if (isNew && text !== '' && this.#texts.has(hash))
      this.#warnings.add('duplicate-document-text', id);
    this.#documents.set(id, hash);
    this.#texts.add(hash);
  }

  /** After the last document. */
  queries(queries: readonly TextItem[], qrels: Qrels): void {
    const seen = new Set<string>();
    for (const { id, text } of queries) {
      const stripped = pythonStrip(text);
      if (stripped === '') continue;
      const hash = textHash(stripped);
      if (seen.has(hash)) this.#warnings.add('duplicate-query-text', id);
      seen.add(hash);
      if (!this.#texts.has(hash)) continue;
      const answered = [...(qrels.get(id) ?? [])].some(
        ([document, grade]) => grade > 0 && this.#documents.get(document) === hash,
      );
      this.#warnings.add(answered ? 'leaked-answer' : 'leaked-query', id);
    }
  }
}

/** Stands for a text: 96 bits of its SHA-256, so that millions of texts cost little memory. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('base64').slice(0, 16);
}
