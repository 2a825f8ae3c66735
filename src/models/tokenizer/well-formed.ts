const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Replaces every lone surrogate by U+FFFD. Such a string has no UTF-8 form: Python refuses it with
 * UnicodeEncodeError, and one broken document must not end a run over millions.
 */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd');
}
