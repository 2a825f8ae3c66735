import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { RUN_OPTIONS, type RunOption, type RunOptions } from './run-options.js';

/**
 * @throws GB_USAGE for a member that is no option, with what may have been meant, or a value of
 * another kind
 */
export function checkRunOptions(given: unknown): asserts given is RunOptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new GlottobenchError('GB_USAGE', 'the options of a run are an object', {
      hint: "evaluate({ models: ['bm25'], tasks: ['UDHRRetrieval'] })",
    });
  for (const [key, value] of Object.entries(given)) {
    const option = RUN_OPTIONS.find((one) => one.key === key);
    if (option === undefined) throw unknownOption(key);
    if (value !== undefined) checkOptionValue(option, value, key);
  }
}

function unknownOption(key: string): GlottobenchError {
  const keys = RUN_OPTIONS.map((option) => option.key);
  const near = didYouMean(key, keys, 1)[0];
  return new GlottobenchError('GB_USAGE', `a run has no option "${key}"`, {
    hint: near === undefined ? `options: ${keys.join(', ')}` : `did you mean: ${near}?`,
  });
}

/**
 * A value as library and config file give it.
 * @param source how the option is called where it was given, for the message
 * @throws GB_USAGE
 */
function checkOptionValue(option: RunOption, value: unknown, source: string): void {
  switch (option.kind) {
    case 'switch':
      if (typeof value !== 'boolean') throw wrong(source, 'true or false', value);
      return;
    case 'count':
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
        throw wrong(source, 'a whole number of at least 1', value);
      return;
    case 'names':
    case 'list':
      checkList(option, value, source);
      return;
    case 'text':
      checkText(option, value, source);
  }
}

function checkList(option: RunOption, value: unknown, source: string): void {
  const items: readonly unknown[] =
    option.kind === 'list' && typeof value === 'string' ? [value] : listOf(value, source);
  for (const item of items) checkText(option, item, source);
}

function listOf(value: unknown, source: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(source, 'a list of names', value);
  return value;
}

function checkText(option: RunOption, value: unknown, source: string): void {
  if (typeof value !== 'string') throw wrong(source, 'a text', value);
  if (value === '' && option.mayBeEmpty !== true)
    throw new GlottobenchError('GB_USAGE', `${source} is empty`);
  checkChoice(option, value, source);
}

function checkChoice({ choices }: RunOption, value: string, source: string): void {
  if (choices === undefined || choices.includes(value)) return;
  const near = didYouMean(value, choices, 1)[0];
  throw new GlottobenchError('GB_USAGE', `${source} takes ${choices.join(', ')}; got "${value}"`, {
    hint: near === undefined ? undefined : `did you mean: ${near}?`,
  });
}

function wrong(source: string, wanted: string, value: unknown): GlottobenchError {
  return new GlottobenchError(
    'GB_USAGE',
    `${source} needs ${wanted}, got ${typeof value === 'string' ? `"${value}"` : typeof value === 'number' ? String(value) : JSON.stringify(value)}`,
  );
}
