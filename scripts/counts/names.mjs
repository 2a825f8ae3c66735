// Exports that nobody uses, and names that two types bear.
import ts from 'typescript';

/** @param {ts.SourceFile} tree */
function exportedNames(tree) {
  return tree.statements.filter(isExported).flatMap((statement) => declaredNames(statement));
}

/** @param {ts.Statement} statement */
function isExported(statement) {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** @param {ts.Statement} statement @returns {string[]} */
function declaredNames(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  )
    return statement.name === undefined ? [] : [statement.name.text];
  return [];
}

/** @param {ts.BindingName} name @returns {string[]} */
function boundNames(name) {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

/** The public API, and what is bundled for Node and imported from dist. */
const ENTRIES = /^(src\/([\w-]+\/)?index\.ts|page\/still\.tsx)$/u;

/**
 * Exports of the product that no other file imports, tests and scripts included. The public API is
 * for others.
 * @param {readonly import('./source.mjs').Source[]} product
 * @param {readonly import('./imports.mjs').Import[]} imports of everything
 * @returns {string[]} `path: name`
 */
export function deadExports(product, imports) {
  const used = new Set(
    imports.flatMap(({ to, names }) =>
      names === '*' ? [`${to}: *`] : names.map((name) => `${to}: ${name}`),
    ),
  );
  return product
    .filter(({ path }) => !ENTRIES.test(path) && !used.has(`${path}: *`))
    .flatMap(({ path, tree }) => exportedNames(tree).map((name) => `${path}: ${name}`))
    .filter((name) => !used.has(name));
}

/**
 * Exported types, interfaces and classes of one name in more than one file.
 * @param {readonly import('./source.mjs').Source[]} sources
 * @returns {string[]} `name: path, path`
 */
export function twinTypes(sources) {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const { path, tree } of sources)
    for (const statement of tree.statements)
      if (isExported(statement) && isType(statement))
        for (const name of declaredNames(statement))
          places.set(name, [...(places.get(name) ?? []), path]);
  return [...places]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}

/** @param {ts.Statement} statement */
function isType(statement) {
  return (
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  );
}
