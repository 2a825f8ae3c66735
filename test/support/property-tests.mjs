import fc from 'fast-check';

// One commit, one verdict: property tests draw the same cases each time.
// `GLOTTOBENCH_PROPERTY_RUNS=2000 npm test` looks further, with other ones.
const runs = process.env.GLOTTOBENCH_PROPERTY_RUNS;
fc.configureGlobal(runs === undefined ? { seed: 20_261_123 } : { numRuns: Number(runs) });
