// What is known of each mutant, a line at a time, so that a run that was stopped goes on where it
// was.
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';

export class Ledger {
  /** @type {Map<string, { id: string, outcome: string } & import('./draw.mjs').Mutant>} */
  #byId = new Map();

  /** @param {string} path @param {boolean} fresh */
  constructor(path, fresh) {
    this.path = path;
    if (fresh) rmSync(path, { force: true });
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
      const outcome = JSON.parse(line);
      this.#byId.set(outcome.id, outcome);
    }
  }

  /** A killed mutant stays killed: tests are only added. One that survived is asked again. */
  isKilled(id) {
    return this.#byId.get(id)?.outcome === 'killed';
  }

  get(id) {
    return this.#byId.get(id);
  }

  add(outcome) {
    this.#byId.set(outcome.id, outcome);
    appendFileSync(this.path, `${JSON.stringify(outcome)}\n`);
  }
}
