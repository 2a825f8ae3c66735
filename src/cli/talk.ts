import { layOut, wrapLines } from '../report/write/text.js';
import type { CommandIo } from './input/command.js';
import { COMMANDS } from './commands.js';

const VERBS = [...new Set(COMMANDS.map(({ path }) => path[0]))].join('|');
const CALL = new RegExp(
  String.raw`(?<![\w/.-]|\bof )(?:npx )?glottobench (?=(?:${VERBS}|--help)\b)`,
  'g',
);

/**
 * The one way of every sentence to stderr: commands are named as the program was called, characters
 * that act on a terminal are shown, lines are broken at words, and colour comes last.
 */
export function talking(io: CommandIo): CommandIo {
  const { called = 'glottobench', talkColumns: width = Infinity } = io;
  return {
    ...io,
    err: (text) => {
      const lines = text.split('\n').map((line) => talkLine(line, called, width));
      io.err((io.paintTalk ?? ((plain) => plain))(lines.join('\n')));
    },
  };
}

/** A command that stands at the end of its line is broken so that it can be copied. */
function talkLine(line: string, called: string, width: number): string {
  const said = line.replace(CALL, () => `${called} `);
  const [, lead = '', command] =
    new RegExp(`^( *(?:\\S+ {2,})?)(${escapeRegExp(called)} .*)$`).exec(said) ?? [];
  if (command === undefined || said.length <= width) return layOut(said, width);
  const indent = ' '.repeat(lead.length);
  return `${lead}${wrapLines(command, width - lead.length - 2).join(` \\\n${indent}`)}`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
