import ProjectEnvironment from '../../test/support/jest-environment.mjs';

/**
 * Says which test file runs, to this process, to the tests, and to the processes that they start.
 */
export default class extends ProjectEnvironment {
  constructor(config, context) {
    process.env.GLOTTOBENCH_MUTANT_TEST = context.testPath;
    super(config, context);
  }
}
