// One rule proves the design: a folder of src/ imports only from lower layers, siblings never import each other.
const layers = [
  ['types'],
  ['base', 'scores'],
  ['warnings'],
  ['registry', 'typology', 'hub', 'metrics', 'search', 'formats'],
  ['results', 'data', 'models'],
  ['analysis', 'store', 'protocols'],
  ['report'],
  ['run', 'serve'],
  ['cli'],
];

const forbidden = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'no-undeclared-package',
    severity: 'error',
    from: { path: '^src' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-dev', 'unknown', 'undetermined'] },
  },
];
layers.forEach((folders, layer) => {
  const above = layers.slice(layer + 1).flat();
  for (const folder of folders) {
    const refused = [...above, ...folders.filter((other) => other !== folder)];
    if (refused.length === 0) continue;
    forbidden.push({
      name: `layer-${folder}`,
      comment: `src/${folder} may import only from lower layers`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: `^src/(${refused.join('|')})/` },
    });
  }
});
forbidden.push({
  name: 'src-knows-no-study',
  comment: 'studies/ and tools/ use src/, never the reverse',
  severity: 'error',
  from: { path: '^src/' },
  to: { path: '^(studies|tools)/' },
});
forbidden.push({
  name: 'index-is-for-users',
  severity: 'error',
  from: { path: '^src/', pathNot: '^src/index\\.ts$' },
  to: { path: '^src/index\\.ts$' },
});

module.exports = {
  forbidden,
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
