// How long files, functions and lines are.
import ts from 'typescript';
import { lineSpan, walk } from './source.mjs';

export const MAX_COLUMNS = 100;

/** @param {import('./source.mjs').Source} source */
export function fileLength({ text }) {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/**
 * Functions with a body, and whether one is a table: a single literal of rows, returned or kept.
 * @param {import('./source.mjs').Source} source
 */
export function functionsOf({ path, tree }) {
  /** @type {{ place: string, lines: number, table: boolean }[]} */
  const found = [];
  walk(tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const { first, lines } = lineSpan(node, tree);
    found.push({ place: `${path}:${first}`, lines, table: isTable(node.body) });
  });
  return found;
}

/** @param {ts.Node} body */
function isTable(body) {
  const only = ts.isBlock(body) && body.statements.length === 1 ? body.statements[0] : body;
  const value = only !== undefined && ts.isReturnStatement(only) ? only.expression : only;
  return value !== undefined && isLiteral(ts.skipPartiallyEmittedExpressions(value));
}

/** @param {ts.Node} node */
function isLiteral(node) {
  const inner = ts.isParenthesizedExpression(node) ? node.expression : node;
  return ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner);
}

/**
 * Lines that are too wide without their strings. A string is not broken for the sake of a column,
 * nor is an address in a comment.
 * @param {import('./source.mjs').Source} source
 * @returns {string[]} `path:line`
 */
export function longLines({ path, text, tree }) {
  const lines = text.split('\n');
  const width = lines.map((line) => [...line].length);
  if (width.every((columns) => columns <= MAX_COLUMNS)) return [];
  const ofStrings = new Array(lines.length).fill(0);
  const visit = (/** @type {ts.Node} */ node) => {
    // a template counts with what is put into it
    if (isString(node)) addColumns(node, tree, lines, ofStrings);
    else ts.forEachChild(node, visit);
  };
  visit(tree);
  return lines.flatMap((line, i) => {
    if ((width[i] ?? 0) <= MAX_COLUMNS) return [];
    const words = line.replace(/https?:\S+/gu, '').length - ofStrings[i];
    return words > MAX_COLUMNS ? [`${path}:${i + 1}`] : [];
  });
}

/** @param {ts.Node} node */
function isString(node) {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateExpression(node) ||
    ts.isRegularExpressionLiteral(node)
  );
}

/**
 * @param {ts.Node} node
 * @param {ts.SourceFile} tree
 * @param {readonly string[]} lines
 * @param {number[]} columns added to, line by line
 */
function addColumns(node, tree, lines, columns) {
  const start = tree.getLineAndCharacterOfPosition(node.getStart(tree));
  const end = tree.getLineAndCharacterOfPosition(node.end);
  for (let line = start.line; line <= end.line; line++) {
    const from = line === start.line ? start.character : 0;
    const to = line === end.line ? end.character : (lines[line] ?? '').length;
    columns[line] = (columns[line] ?? 0) + to - from;
  }
}
