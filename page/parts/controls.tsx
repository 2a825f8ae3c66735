import type { JSX } from 'preact';
import { shown } from '../../src/report/page/shown.js';

/** A choice of one. Left out where there is nothing to choose. */
export function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  onChange: (value: string) => void;
}): JSX.Element | null {
  if (options.length < 2) return null;
  return (
    <label class="choice">
      <span>{label}</span>
      <select
        aria-label={label}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        {options.map(([key, text]) => (
          <option key={key} value={key} selected={key === value}>
            {shown(text, 60)}
          </option>
        ))}
      </select>
    </label>
  );
}
