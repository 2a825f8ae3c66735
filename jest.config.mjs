// Tests see a copy of the environment, in which the runtime's switch could not be set (src/base/onnx-runtime.ts).
process.env.ORT_DISABLE_TELEMETRY = '1';

export default {
  testEnvironment: './test/support/jest-environment.mjs',
  roots: ['<rootDir>/test', '<rootDir>/src', '<rootDir>/studies', '<rootDir>/tools'],
  globalSetup: './scripts/refresh-dist.mjs',
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  setupFiles: ['./test/support/property-tests.mjs'],
  testTimeout: 60_000,
  maxWorkers: 2,
};
