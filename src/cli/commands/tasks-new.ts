import type { Command } from '../command.js';
export const tasksNew = {} as Command;
