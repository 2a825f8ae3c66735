import { formatPlace, isGlottobenchError } from '../../base/errors.js';

/**
 * One error as a person reads it: code and what is wrong, where, every fault of the file, what to
 * do.
 */
export function renderError(error: unknown, debug: boolean): string {
  if (!isGlottobenchError(error)) {
    const message = error instanceof Error ? error.message : String(error);
    const stack = debug && error instanceof Error ? `\n${error.stack ?? ''}` : '';
    return `error (unexpected): ${message}${stack}${debug ? '' : '\n  this is a fault of glottobench; GLOTTOBENCH_DEBUG=1 shows where'}`;
  }
  const place = formatPlace(error.place);
  const lines = [`error ${error.code}: ${place === '' ? '' : `${place}: `}${error.message}`];
  for (const issue of error.issues.slice(0, 20))
    lines.push(`  ${issue.pointer === '' ? '/' : issue.pointer}  ${issue.message}`);
  if (error.issues.length > 20) lines.push(`  ... and ${error.issues.length - 20} more`);
  if (error.hint !== undefined) lines.push(`  ${error.hint}`);
  return lines.join('\n');
}
