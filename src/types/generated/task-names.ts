// Generated from schemas/task-names.schema.json by `npm run types`. Do not edit.

/**
 * data/mteb/names.json: the names by which MTEB knows data sets, made by scripts/mteb/dump-models.py.
 */
export interface TaskNames {
  mteb_version: string;
  /**
   * Every task, of all types.
   */
  tasks: string[];
  /**
   * A name to the tasks that were adapted from it or that it supersedes.
   */
  relatives: {
    [k: string]: string[];
  };
}
