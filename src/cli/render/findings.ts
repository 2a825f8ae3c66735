import { relative } from 'node:path';
import type { Finding, FindingKind } from '../../results/finding.js';
import { formatCount } from '../../report/quantities.js';
import { textTables } from '../../report/write/text-tables.js';
import { layOut } from '../../report/write/text.js';
import { counted } from '../../base/wording.js';
import type { Look } from '../../report/write/look.js';
import type { TableModel } from '../../types/table.js';

export interface PlacedFinding extends Finding {
  readonly file: string;
  readonly severity: 'error' | 'warning';
}

/** Outcome of `results validate`. */
export interface ValidationSummary {
  readonly strict: boolean;
  readonly files: number;
  readonly filesWithErrors: number;
  readonly filesWithWarningsOnly: number;
  readonly kinds: readonly {
    readonly kind: FindingKind;
    readonly severity: 'error' | 'warning';
    readonly findings: number;
    readonly files: number;
    readonly summary: string;
  }[];
  readonly findings: readonly PlacedFinding[];
}

const FIRST = 50;

/** Errors with place and reason, then a table of all kinds, then one line that sums up. */
export function renderFindings(
  summary: ValidationSummary,
  options: { readonly all: boolean; readonly look: Look },
): string {
  const listed = options.all
    ? summary.findings
    : summary.findings.filter((finding) => finding.severity === 'error').slice(0, FIRST);
  const lines = listed.map(({ severity, kind, file, pointer, message }) =>
    layOut(
      `${severity} ${kind}: ${shorten(file)}${pointer === '' ? '' : `#${pointer}`}: ${message}`,
      options.look.width,
    ),
  );
  const errors = summary.findings.filter((finding) => finding.severity === 'error').length;
  if (!options.all && errors > FIRST)
    lines.push(`... and ${formatCount(errors - FIRST)} more errors (--all or --json lists them)`);
  if (lines.length > 0) lines.push('');
  if (summary.kinds.length > 0) lines.push(textTables([kindTable(summary)], options.look));
  const files = `${counted(summary.files, 'file')}: ${formatCount(summary.filesWithErrors)} with errors, ${formatCount(summary.filesWithWarningsOnly)} with warnings only`;
  const hint = summary.strict ? '' : '; --strict makes every warning an error';
  lines.push(layOut(`${files}${hint}`, options.look.width));
  return `${lines.join('\n')}\n`;
}

export function renderFindingsJson(summary: ValidationSummary): string {
  return JSON.stringify(
    {
      ok: summary.filesWithErrors === 0,
      strict: summary.strict,
      files: summary.files,
      files_with_errors: summary.filesWithErrors,
      files_with_warnings_only: summary.filesWithWarningsOnly,
      kinds: Object.fromEntries(summary.kinds.map(({ kind, ...rest }) => [kind, rest])),
      findings: summary.findings.map(({ file, pointer, kind, severity, message }) => ({
        file,
        pointer,
        kind,
        severity,
        message,
      })),
    },
    null,
    2,
  );
}

/** One line per finding, for other forms than a page for people. */
export function findingsTable(summary: ValidationSummary): TableModel {
  const columns = ['file', 'pointer', 'kind', 'severity', 'message'] as const;
  return {
    title: 'findings',
    columns: columns.map((title) => ({ title })),
    rows: summary.findings.map((finding) => columns.map((column) => finding[column])),
    keys: 2,
    notes: [],
  };
}

export function kindTable({ kinds }: ValidationSummary): TableModel {
  return {
    title: '',
    notes: [],
    columns: [
      { title: 'kind' },
      { title: 'severity' },
      { title: 'findings', align: 'right' },
      { title: 'files', align: 'right' },
      { title: 'meaning' },
    ],
    rows: kinds.map(({ kind, severity, findings, files, summary }) => [
      kind,
      severity,
      formatCount(findings),
      formatCount(files),
      summary,
    ]),
  };
}

function shorten(file: string): string {
  const fromHere = relative(process.cwd(), file);
  return fromHere !== '' && fromHere.length < file.length ? fromHere : file;
}
