// Draws the mutants: each folder gets its share by lines of code, within it each line with a
// candidate is as likely.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { candidates } from './candidates.mjs';
import { randomOf, shuffled } from './random.mjs';

/** Folders of src/ whose mutants count. */
export const FOLDERS = [
  'metrics',
  'analysis',
  'search',
  'data',
  'models',
  'results',
  'formats',
  'store',
  'scores',
];
/** Texts for people, types, and what a script wrote. */
const EXCEPT = /(^|\/)(generated|messages|types)(\/|\.)|\.d\.ts$/;

/**
 * @typedef {object} Mutant
 * @property {string} id seven hex digits of the key
 * @property {string} key what it is by content: it outlives edits elsewhere in the file
 * @property {string} file with `/`, from the root
 * @property {number} line
 * @property {string} operator
 * @property {string} original
 * @property {string} mutated
 * @property {number} start offset of the replaced text
 * @property {number} end
 */

/**
 * @param {string} root
 * @param {{ seed: number, count: number, folders: readonly string[], only?: string | undefined }}
 * wanted
 * @returns {{ mutants: Mutant[], lines: number, candidates: number }}
 */
export function draw(root, { seed, count, folders, only }) {
  const random = randomOf(seed);
  const all = folders.map((folder) => read(root, join('src', folder), only));
  const lines = all.reduce((sum, folder) => sum + folder.lines, 0);
  const shares = share(
    all.map((folder) => folder.lines),
    count,
  );
  const mutants = all.flatMap(({ byLine }, i) => drawLines(byLine, shares[i], random));
  const found = all.flatMap(({ byLine }) => [...byLine.values()].flat()).length;
  return { mutants, lines, candidates: found };
}

/** Largest remainders: the shares add up to the count. */
function share(weights, count) {
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const exact = weights.map((weight) => (weight / total) * count);
  const shares = exact.map(Math.floor);
  const rest = exact.map((value, i) => [value - shares[i], i]).sort(([a], [b]) => b - a);
  let left = count - shares.reduce((sum, each) => sum + each, 0);
  for (const [, i] of rest) if (left-- > 0) shares[i]++;
  return shares;
}

function drawLines(byLine, count, random) {
  return shuffled([...byLine.values()], random)
    .slice(0, count)
    .map((onLine) => {
      const operators = [...new Set(onLine.map(({ operator }) => operator))];
      const operator = oneOf(operators, random);
      return oneOf(
        onLine.filter((mutant) => mutant.operator === operator),
        random,
      );
    });
}

const oneOf = (items, random) => items[Math.floor(random() * items.length)];

function read(root, folder, only) {
  const files = sourceFiles(join(root, folder));
  const program = programOf(root, files);
  const byLine = new Map();
  let lines = 0;
  for (const path of files) {
    const file = relative(root, path).split(sep).join('/');
    const source = program.getSourceFile(path);
    lines += codeLines(source.text);
    if (only !== undefined && !file.includes(only)) continue;
    for (const mutant of mutantsOf(file, source, program.getTypeChecker())) {
      const place = `${file}:${mutant.line}`;
      byLine.set(place, [...(byLine.get(place) ?? []), mutant]);
    }
  }
  return { lines, byLine };
}

let program;
function programOf(root, files) {
  if (files.every((file) => program?.getSourceFile(file) !== undefined)) return program;
  const { config } = ts.readConfigFile(join(root, 'tsconfig.build.json'), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  program = ts.createProgram(fileNames, options);
  return program;
}

function sourceFiles(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !EXCEPT.test(relative(folder, path).split(sep).join('/')))
      .sort();
  } catch {
    return [];
  }
}

function codeLines(text) {
  return text.split('\n').filter((line) => /\S/.test(line) && !/^\s*(\/\/|\/?\*)/.test(line))
    .length;
}

function mutantsOf(file, source, types) {
  const seen = new Map();
  return candidates(source, types).map(({ operator, node, mutated, line }) => {
    const original = node.getText(source);
    const content = [file, enclosing(node), operator, squeezed(original), squeezed(mutated)].join(
      '\t',
    );
    const nth = (seen.get(content) ?? 0) + 1;
    seen.set(content, nth);
    const key = nth === 1 ? content : `${content}\t#${nth}`;
    const [start, end] = [node.getStart(source), node.getEnd()];
    const id = createHash('sha1').update(key).digest('hex').slice(0, 7);
    return { id, key, file, line, operator, original, mutated, start, end };
  });
}

const squeezed = (text) => text.replace(/\s+/g, ' ');

/** Names of the functions and classes around a node, outermost first. */
function enclosing(node) {
  const names = [];
  for (let at = node.parent; at !== undefined; at = at.parent) {
    const named =
      ts.isFunctionLike(at) || ts.isClassDeclaration(at) || ts.isVariableDeclaration(at);
    if (named && at.name !== undefined) names.unshift(at.name.getText());
  }
  return names.join('.');
}
