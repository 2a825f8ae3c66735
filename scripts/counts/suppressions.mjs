// Comments that switch a check off.
const MARKS =
  /(?:eslint-disable|@ts-(?:ignore|expect-error|nocheck)|prettier-ignore|(?:istanbul|c8) ignore)/u;

/**
 * @param {import('./source.mjs').Source} source
 * @returns {string[]} `path:line`
 */
export function suppressions({ path, text }) {
  return text
    .split('\n')
    .flatMap((line, i) =>
      /(?:\/\/|\/\*|^\s*\*)/u.test(line) && MARKS.test(line) ? [`${path}:${i + 1}`] : [],
    );
}
