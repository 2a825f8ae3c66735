import type { Setting } from '../types/dataset.js';

/** What a setting asks of a task whose definition says nothing else. */
export const ASKED_BY_SETTING: Readonly<Record<Setting, string>> = {
  monolingual: 'query and documents in one language',
  crosslingual: 'query in one language, documents in another',
  multilingual: 'query in one language, documents of all languages in one pool',
};
