import type { JSX } from 'preact';
import { shown } from '../../src/report/page/shown.js';

/** A name from outside: isolated, so that its direction turns nothing around it. */
export function Name({ text, longest = 80 }: { text: string; longest?: number }): JSX.Element {
  const short = shown(text, longest);
  const whole = shown(text, 600);
  return (
    <bdi class="name" {...(short === whole ? {} : { title: whole })}>
      {short}
    </bdi>
  );
}

/** A command to copy. */
export function Command({ text }: { text: string }): JSX.Element {
  return (
    <span class="command">
      <code dir="ltr" tabIndex={0}>
        {shown(text, 2000)}
      </code>
      <button
        type="button"
        class="quiet"
        onClick={() => void copy(text)}
        aria-label="Copy the command"
      >
        copy
      </button>
    </span>
  );
}

async function copy(text: string): Promise<void> {
  // a page from disk has no clipboard in some browsers: then the text can still be selected
  await navigator.clipboard.writeText(text).catch(() => undefined);
}

/** Which command prints the numbers of a section. */
export function Source({ children }: { children: readonly string[] }): JSX.Element {
  return (
    <details class="source">
      <summary>The same numbers on the command line</summary>
      {children.map((text) => (
        <Command key={text} text={text} />
      ))}
    </details>
  );
}
