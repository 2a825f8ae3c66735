import type { Command } from '../command.js';
export const tasksExport = {} as Command;
