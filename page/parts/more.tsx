import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';

/** Something that is made only when the reader opens it. */
export function More({
  title,
  children,
}: {
  title: ComponentChildren;
  children: () => ComponentChildren;
}): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{title}</summary>
      {open && children()}
    </details>
  );
}
