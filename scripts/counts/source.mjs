// Source files of a checkout, parsed once.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * @typedef {object} Source
 * @property {string} path relative to the root, with `/`
 * @property {string} text
 * @property {ts.SourceFile} tree
 */

const ENDINGS = /\.(tsx?|mjs|cjs|js)$/u;
const NOT_OURS = /(^|\/)(fixtures|node_modules|checkpoints)\//u;

/**
 * Code below some folders.
 * @param {string} root
 * @param {readonly string[]} folders
 * @returns {Source[]} by path
 */
export function readSources(root, folders) {
  return folders
    .flatMap((folder) => namesBelow(root, folder))
    .filter((path) => ENDINGS.test(path) && !NOT_OURS.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
    });
}

/**
 * @param {string} root
 * @param {string} folder
 */
function namesBelow(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name.replaceAll('\\', '/')}`,
  );
}

/**
 * Calls `visit` for a node and all below it.
 * @param {ts.Node} node
 * @param {(node: ts.Node) => void} visit
 */
export function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/**
 * Lines of a node, its leading comment not counted.
 * @param {ts.Node} node
 * @param {ts.SourceFile} tree
 */
export function lineSpan(node, tree) {
  const at = (/** @type {number} */ position) => tree.getLineAndCharacterOfPosition(position).line;
  return { first: at(node.getStart(tree)) + 1, lines: at(node.end) - at(node.getStart(tree)) + 1 };
}

/**
 * What a script writes is nobody's to shorten.
 * @param {Source} source
 */
export function isByHand({ path }) {
  return !path.includes('/generated/');
}
