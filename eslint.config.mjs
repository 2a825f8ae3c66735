import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'coverage/',
      'test/fixtures/',
      'examples/**/checkpoints/',
      'src/types/generated/',
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ['{src,test,studies,tools}/**/*.ts', 'page/**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
      ],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['src/**', 'test/**', 'bench/**', 'scripts/**', 'studies/**', 'tools/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          name: 'onnxruntime-node',
          allowTypeImports: true,
          message: 'src/base/onnx-runtime.ts loads it, with its telemetry off.',
        },
      ],
    },
  },
  {
    files: [
      'src/cli/**',
      'scripts/**',
      'bench/**',
      'examples/**',
      '{studies,tools}/*/*.mjs',
      '{studies,tools}/*/main.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['*.config.mjs', '*.cjs', 'test/support/jest-environment.mjs', 'scripts/**'],
    rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['src/**'],
    ignores: ['src/cli/main.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exit', message: 'Only cli/main.ts ends the process.' },
      ],
    },
  },
);
