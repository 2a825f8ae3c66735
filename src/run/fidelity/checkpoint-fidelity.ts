import { udhrLanguage } from '../../data/udhr/languages.js';
import { measureFidelity, type Fidelity, type SampleTexts } from '../../models/fidelity.js';
import type { OpenedEncoder } from '../../models/open-encoder.js';
import type { Encoder } from '../../types/encoder.js';

/**
 * Compares an opened encoder with the same checkpoint in float32, which is opened for it and closed
 * again.
 */
export async function fidelityToFloat(
  openReference: OpenedEncoder['inFloat32'],
  encoder: Encoder,
  sample: readonly SampleTexts[],
  signal?: AbortSignal,
): Promise<Fidelity> {
  const reference = await openReference();
  try {
    return await measureFidelity(encoder, reference, sample, signal);
  } finally {
    await reference.close();
  }
}

/** Sixteen languages in thirteen scripts. */
const LANGUAGES = 'eng deu spa rus ell tur fin vie swh arb heb hin tha jpn kor cmn'.split(' ');
const PARAGRAPHS_EACH = 4;

/**
 * 64 paragraphs of the Universal Declaration of Human Rights: a sample for where no task is at
 * hand.
 */
export async function declarationSample(): Promise<SampleTexts[]> {
  const languages = await Promise.all(LANGUAGES.map((code) => udhrLanguage(code)));
  const texts = languages.flatMap(({ paragraphs }, i) =>
    Array.from(
      { length: PARAGRAPHS_EACH },
      (_, j) => paragraphs[(3 * i + 11 * j) % paragraphs.length]?.text ?? '',
    ),
  );
  return [{ texts, options: { role: 'document' } }];
}
