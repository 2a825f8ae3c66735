import type { TableModel } from '../types/table.js';

type Column = TableModel['columns'][number];

/** A column of words. */
export function left(title: string): Column {
  return { title, align: 'left' };
}

/** A column of numbers that says nothing without the one before it. */
export function joined(title: string): Column {
  return { title, align: 'right', joined: true };
}

/** A column of numbers. */
export function right(title: string): Column {
  return { title, align: 'right' };
}
