import { describe, expect, it } from '@jest/globals';
import { openProgress } from '../../src/cli/render/progress.js';
import type { RunEvent } from '../../src/types/event.js';

function shown(events: readonly RunEvent[], quiet = false): string {
  let text = '';
  const progress = openProgress(
    {
      out: () => undefined,
      err: (line) => void (text += line),
      env: {},
      interactive: false,
      columns: 80,
      signal: new AbortController().signal,
    },
    quiet,
  );
  for (const event of events) progress.event(event);
  progress.stop();
  return text;
}

const download = (done: number): RunEvent => ({
  type: 'progress',
  model: 'org/m',
  stage: 'download',
  done,
  total: 2_000_000,
});

describe('progress where no line can be redrawn', () => {
  it('names a download once, not every file of it', () => {
    const text = shown([
      { type: 'stage', model: 'org/m', stage: 'download', detail: 'org/data', total: 2_000_000 },
      ...[0, 1_000_000, 2_000_000, 2_000_000].map(download),
    ]);
    expect(text).toMatch(/^\d\d:\d\d:\d\d fetching org\/data\n$/);
  });

  it('says when all cells are done', () => {
    expect(
      shown([{ type: 'progress', model: 'org/m', stage: 'cells', done: 3, total: 3 }]),
    ).toMatch(/cells org\/m 3\/3 cells/);
  });

  it('is silent when quiet', () => {
    expect(shown([download(5)], true)).toBe('');
  });
});
