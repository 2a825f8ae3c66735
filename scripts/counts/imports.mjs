// Who imports whom: cycles of files, and folders that import each other.
import { dirname, posix } from 'node:path';
import ts from 'typescript';

/**
 * @typedef {object} Import
 * @property {string} from
 * @property {string} to
 * @property {readonly string[] | '*'} names that are imported; `*` for all
 */

/**
 * Imports between the given files, type imports and `import()` included; one that leaves them is
 * left out.
 * @param {readonly import('./source.mjs').Source[]} sources
 * @returns {Import[]}
 */
export function importsOf(sources) {
  const known = new Set(sources.map(({ path }) => path));
  return sources.flatMap(({ path, tree }) => {
    /** @type {Import[]} */
    const found = [];
    const add = (
      /** @type {ts.Node | undefined} */ specifier,
      /** @type {Import['names']} */ names,
    ) => {
      if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
      const to = resolve(path, specifier.text, known);
      if (to !== undefined && to !== path) found.push({ from: path, to, names });
    };
    const visit = (/** @type {ts.Node} */ node) => {
      if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, importedNames(node));
      else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, reExportedNames(node));
      else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
        add(node.arguments[0], '*');
      else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
        add(node.argument.literal, '*');
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

/** @param {ts.ImportDeclaration} node @returns {Import['names']} */
function importedNames(node) {
  const bindings = node.importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return '*';
  return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/** @param {ts.ExportDeclaration} node @returns {Import['names']} */
function reExportedNames({ exportClause }) {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return '*';
  return exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/**
 * @param {string} from
 * @param {string} specifier
 * @param {ReadonlySet<string>} known
 */
function resolve(from, specifier, known) {
  if (!specifier.startsWith('.')) return undefined;
  // scripts and benches import what was built
  const target = posix.join(dirname(from), specifier).replace(/^dist\//u, 'src/');
  return [target, target.replace(/\.js$/u, '.ts'), target.replace(/\.js$/u, '.tsx')].find((path) =>
    known.has(path),
  );
}

/**
 * Strongly connected groups of more than one file (Tarjan 1972).
 * @param {readonly Import[]} imports
 * @returns {string[][]}
 */
export function cyclesOf(imports) {
  /** @type {Map<string, string[]>} */
  const next = new Map();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  /** @type {Map<string, { index: number, low: number, open: boolean }>} */
  const seen = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const found = [];
  const visit = (/** @type {string} */ file) => {
    const here = { index: seen.size, low: seen.size, open: true };
    seen.set(file, here);
    stack.push(file);
    for (const other of next.get(file) ?? []) {
      const there = seen.get(other) ?? visit(other);
      if (there.open) here.low = Math.min(here.low, there.low);
    }
    if (here.low === here.index) {
      const group = stack.splice(stack.indexOf(file));
      for (const one of group) seen.set(one, { ...(seen.get(one) ?? here), open: false });
      if (group.length > 1) found.push(group.sort());
    }
    return here;
  };
  for (const file of next.keys()) if (!seen.has(file)) visit(file);
  return found;
}

/**
 * Pairs within one folder that import each other: two subfolders with all that is in them, or a
 * subfolder and the files beside it.
 * @param {readonly Import[]} imports
 * @returns {{ pair: string, there: Import[], back: Import[] }[]} `pair` as `a ↔ b`
 */
export function twoWayPairs(imports) {
  /** @type {Map<string, Import[]>} */
  const ways = new Map();
  for (const one of imports) {
    const [from, to] = partsBelowCommonFolder(one.from, one.to);
    if (from === to) continue;
    const key = `${from} → ${to}`;
    ways.set(key, [...(ways.get(key) ?? []), one]);
  }
  return [...ways].flatMap(([key, there]) => {
    const [from = '', to = ''] = key.split(' → ');
    const back = ways.get(`${to} → ${from}`);
    return back === undefined || from > to ? [] : [{ pair: `${from} ↔ ${to}`, there, back }];
  });
}

/**
 * @param {string} a
 * @param {string} b
 * @returns {[string, string]} the folders in which the two lie, below the last that they share;
 * that one itself for a file in it
 */
function partsBelowCommonFolder(a, b) {
  const [left, right] = [dirname(a).split('/'), dirname(b).split('/')];
  let depth = 0;
  while (depth < left.length && left[depth] === right[depth]) depth++;
  return [left.slice(0, depth + 1).join('/'), right.slice(0, depth + 1).join('/')];
}
