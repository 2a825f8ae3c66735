// What a person reads, and what a later run compares with.

/** @param {import('./draw.mjs').Mutant & { outcome?: string }} mutant */
export function describe(mutant) {
  const said = mutant.outcome === undefined ? '' : `${mutant.outcome}: `;
  return `${said}${mutant.file}:${String(mutant.line)} ${mutant.operator} [${mutant.id}]
  - ${mutant.original.replace(/\s+/g, ' ')}
  + ${mutant.mutated.replace(/\s+/g, ' ')}`;
}

/**
 * @param {{ mutants: readonly import('./draw.mjs').Mutant[] }} drawn
 * @param {import('./ledger.mjs').Ledger} ledger
 * @param {ReadonlyMap<string, string>} equivalents
 */
export function summary({ mutants }, ledger, equivalents) {
  const judged = mutants.filter(({ key }) => !equivalents.has(key));
  const killed = judged.filter(({ id }) => ledger.isKilled(id));
  const left = judged.filter(({ id }) => !ledger.isKilled(id)).map(({ id }) => ledger.get(id));
  const score = judged.length === 0 ? 1 : killed.length / judged.length;
  const folders = {};
  for (const { id, file } of judged) {
    const folder = file.split('/').slice(0, 2).join('/');
    folders[folder] ??= { killed: 0, of: 0 };
    folders[folder].of++;
    if (ledger.isKilled(id)) folders[folder].killed++;
  }
  const text = `${String(killed.length)} of ${String(judged.length)} killed (${(100 * score).toFixed(1)} %), ${String(left.length)} survive, ${String(equivalents.size)} equivalent`;
  return { text, score, folders, survivors: left, equivalents: Object.fromEntries(equivalents) };
}
