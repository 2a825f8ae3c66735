import { isatty } from 'node:tty';
import { basename, delimiter, dirname, relative } from 'node:path';
import { styleText } from 'node:util';
import type { CommandIo } from './input/command.js';

type Style = Parameters<typeof styleText>[0];

/** Widths and colours of this process's terminal. */
export function terminal(
  env: NodeJS.ProcessEnv,
): Pick<CommandIo, 'columns' | 'talkColumns' | 'paint' | 'paintTalk' | 'interactive'> {
  return {
    columns: columnsOf(process.stdout, env),
    talkColumns: columnsOf(process.stderr, env),
    interactive: isatty(2) && env['CI'] === undefined,
    paint: (part, text) => {
      if (part === 'title' || part === 'head') return onStream(process.stdout, 'bold', text);
      if (part === 'note') return onStream(process.stdout, 'dim', text);
      return text
        .replace(/too few( to say)?/g, (few) => onStream(process.stdout, 'dim', few))
        .replace(/\bFAILED\b/g, (word) => onStream(process.stdout, 'red', word));
    },
    paintTalk: (text) =>
      text
        .replace(/^(error|failed)\b/gm, (word) => onStream(process.stderr, 'red', word))
        .replace(/^(warning|note|left out)(?=[:,])/gm, (word) =>
          onStream(process.stderr, 'yellow', word),
        ),
  };
}

/**
 * As git and Python's shutil: COLUMNS if it is set, else the terminal; neither: nothing is broken.
 */
function columnsOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): number {
  const said = Number(env['COLUMNS']);
  if (Number.isInteger(said) && said > 0) return said;
  // Not a terminal: no width, whatever the type says.
  return (stream as { columns?: number }).columns || Infinity;
}

/**
 * Colour where the stream is a terminal and NO_COLOR does not forbid it, or FORCE_COLOR demands it.
 */
function onStream(stream: NodeJS.WriteStream, style: Style, text: string): string {
  return styleText(style, text, { stream, validateStream: true });
}

/** The program as it was called: `npx glottobench`, `glottobench`, `node dist/cli/main.js`. */
export function calledAs(script: string, env: NodeJS.ProcessEnv): string {
  if (env['npm_command'] === 'exec') return 'npx glottobench';
  const onPath = (env['PATH'] ?? '').split(delimiter).includes(dirname(script));
  if (basename(script) === 'glottobench' && onPath) return 'glottobench';
  const fromHere = relative(env['INIT_CWD'] ?? process.cwd(), script);
  const path = fromHere.startsWith('..') ? script : fromHere;
  return `node ${/[^\w@%+=:,./-]/.test(path) ? JSON.stringify(path) : path}`;
}
