// Entry of a process that reads all of one store and says what it found.
import { readAll, type FromReader } from './read-all.js';

const answer: FromReader = await readAll(process.argv[2] ?? '').catch((error: unknown) => ({
  fault: error instanceof Error ? error.message : String(error),
}));
process.send?.(answer, () => {
  process.disconnect();
});
