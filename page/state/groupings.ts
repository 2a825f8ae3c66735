/**
 * The grouping of which every group is one language, as `src/report/page/scopes.ts` asks for it.
 */
export const LANGUAGES_GROUPING = 'query-language';
