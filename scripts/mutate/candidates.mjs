// Every place of a source file where a mutant can stand, found in the syntax tree.
import ts from 'typescript';

const { SyntaxKind: K } = ts;

const ARITHMETIC = new Map([
  [K.PlusToken, '-'],
  [K.MinusToken, '+'],
  [K.AsteriskToken, '/'],
  [K.SlashToken, '*'],
  [K.PercentToken, '*'],
  [K.AsteriskAsteriskToken, '*'],
  [K.PlusEqualsToken, '-='],
  [K.MinusEqualsToken, '+='],
  [K.AsteriskEqualsToken, '/='],
  [K.SlashEqualsToken, '*='],
]);
const COMPARISON = new Map([
  [K.LessThanToken, '>='],
  [K.GreaterThanToken, '<='],
  [K.LessThanEqualsToken, '>'],
  [K.GreaterThanEqualsToken, '<'],
  [K.EqualsEqualsEqualsToken, '!=='],
  [K.ExclamationEqualsEqualsToken, '==='],
]);
const BOUNDARY = new Map([
  [K.LessThanToken, '<='],
  [K.GreaterThanToken, '>='],
  [K.LessThanEqualsToken, '<'],
  [K.GreaterThanEqualsToken, '>'],
]);
const LOGICAL = new Map([
  [K.AmpersandAmpersandToken, '||'],
  [K.BarBarToken, '&&'],
]);
/** Names under which a text for a person is handed on. */
const SENTENCES = new Set(['message', 'hint', 'reason', 'description', 'title', 'label']);

/**
 * @typedef {object} Candidate
 * @property {string} operator
 * @property {ts.Node} node replaced as a whole
 * @property {string} mutated what stands there instead
 * @property {number} line 1-based, of the place that changes
 */

/**
 * @param {ts.SourceFile} source
 * @param {ts.TypeChecker} types
 * @returns {Candidate[]} in the order of the file
 */
export function candidates(source, types) {
  /** @type {Candidate[]} */
  const found = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (isText(node) || isForCompiler(node, types)) return;
    for (const [operator, mutated, place] of mutations(node, source, types))
      found.push({ operator, node, mutated, line: lineOf(source, place ?? node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const lineOf = (source, node) =>
  source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

/** Texts, types and imports hold no arithmetic that a test of behaviour could see. */
function isText(node) {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isTemplateExpression(node) ||
    ts.isThrowStatement(node) ||
    (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) ||
    (ts.isPropertyAssignment(node) && SENTENCES.has(node.name.getText())) ||
    (ts.isNumericLiteral(node) && ts.isPropertyAssignment(node.parent) && node.parent.name === node)
  );
}

/**
 * The fallback of `array[number] ?? fallback` stands there for the compiler
 * (noUncheckedIndexedAccess): where the index is right it never runs, and no test can reach it.
 */
function isForCompiler(node, types) {
  const { parent } = node;
  if (parent === undefined || !ts.isBinaryExpression(parent) || parent.right !== node) return false;
  const { left, operatorToken } = parent;
  if (operatorToken.kind !== K.QuestionQuestionToken || !ts.isElementAccessExpression(left))
    return false;
  const list = types.getNonNullableType(types.getTypeAtLocation(left.expression));
  return isNumber(left.argumentExpression, types) && list.getNumberIndexType() !== undefined;
}

/** Swapping these changes nothing. */
const SYMMETRIC = /^Math\.(min|max|hypot)$/;

function* mutations(node, source, types) {
  if (ts.isBinaryExpression(node)) yield* ofBinary(node, source, types);
  else if (ts.isPrefixUnaryExpression(node)) yield* ofPrefix(node, source);
  else if (ts.isNumericLiteral(node)) yield* ofConstant(node, source, '1');
  else if (ts.isBigIntLiteral(node)) yield* ofConstant(node, source, '1n');
  else if (ts.isCallExpression(node) || ts.isNewExpression(node))
    yield* ofCall(node, source, types);
  if (isCondition(node)) {
    yield ['removed condition', 'true'];
    yield ['removed condition', 'false'];
  }
}

function* ofBinary(node, source, types) {
  const { left, right, operatorToken } = node;
  const kind = operatorToken.kind;
  const with_ = (operator) => `${left.getText(source)} ${operator} ${right.getText(source)}`;
  const arithmetic = ARITHMETIC.get(kind);
  if (arithmetic !== undefined && isNumber(left, types) && isNumber(right, types))
    yield ['arithmetic', with_(arithmetic), operatorToken];
  const comparison = COMPARISON.get(kind);
  if (comparison !== undefined) yield ['comparison', with_(comparison), operatorToken];
  const boundary = BOUNDARY.get(kind);
  if (boundary !== undefined) yield ['boundary', with_(boundary), operatorToken];
  const logical = LOGICAL.get(kind);
  if (logical === undefined) return;
  yield [
    'logical',
    `(${left.getText(source)}) ${logical} (${right.getText(source)})`,
    operatorToken,
  ];
  yield ['removed condition', left.getText(source), operatorToken];
  yield ['removed condition', right.getText(source), operatorToken];
}

function* ofPrefix(node, source) {
  const operand = node.operand.getText(source);
  if (node.operator === K.ExclamationToken) yield ['logical', operand];
  if (node.operator === K.MinusToken && !ts.isNumericLiteral(node.operand))
    yield ['arithmetic', operand];
}

function* ofConstant(node, source, one) {
  const text = node.getText(source);
  yield ['constant', `${text} + ${one}`];
  yield ['constant', `${text} - ${one}`];
}

/** Two neighbours of types that could stand for each other, or the compiler would see the swap. */
function* ofCall(node, source, types) {
  const args = node.arguments ?? [];
  if (node.expression.kind === K.SuperKeyword || node.expression.kind === K.ImportKeyword) return;
  if (node.flags & ts.NodeFlags.OptionalChain || SYMMETRIC.test(node.expression.getText(source)))
    return;
  for (let i = 0; i + 1 < args.length; i++) {
    const [a, b] = [args[i], args[i + 1]];
    if (ts.isSpreadElement(a) || ts.isSpreadElement(b)) continue;
    if (a.getText(source) === b.getText(source)) continue;
    if (ts.isStringLiteralLike(a) && ts.isStringLiteralLike(b)) continue;
    if (!areAlike(a, b, types)) continue;
    const order = [...args.slice(0, i), b, a, ...args.slice(i + 2)];
    const list = order.map((each) => each.getText(source)).join(', ');
    const before = source.text.slice(node.getStart(source), args[0].getFullStart());
    yield ['swapped argument', `${before}${list})`, a];
  }
}

function isCondition(node) {
  const { parent } = node;
  if (parent === undefined || node.kind === K.TrueKeyword || node.kind === K.FalseKeyword)
    return false;
  return (
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node)
  );
}

function isNumber(node, types) {
  const flags = ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike;
  const type = types.getTypeAtLocation(node);
  return type.isUnion()
    ? type.types.every((each) => (each.flags & flags) !== 0)
    : (type.flags & flags) !== 0;
}

function areAlike(a, b, types) {
  const wide = (node) => types.getBaseTypeOfLiteralType(types.getTypeAtLocation(node));
  const [first, second] = [wide(a), wide(b)];
  if ((first.flags | second.flags) & ts.TypeFlags.Any) return false;
  return types.isTypeAssignableTo(first, second) && types.isTypeAssignableTo(second, first);
}
