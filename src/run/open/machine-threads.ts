import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** What the machine says of its processors; read from the system unless a test gives it. */
interface Machine {
  /** Logical processors that this process may use. */
  readonly processors: number;
  /** `cpu.max` of the control group: quota and period in microseconds, or `max`. */
  readonly quota: string;
  /** Whether two logical processors share one core. */
  readonly threadsShareCores: boolean;
}

export function thisMachine(): Machine {
  return {
    processors: availableParallelism(),
    quota: read('/sys/fs/cgroup/cpu.max'),
    threadsShareCores: read('/sys/devices/system/cpu/smt/active').trim() === '1',
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Threads for the runtime: one per core. Two on one core share its arithmetic units and gain
 * nothing for matrix products; more than a container's quota makes all of them wait.
 */
export function machineThreads(machine: Machine = thisMachine()): number {
  const cores = machine.threadsShareCores ? Math.ceil(machine.processors / 2) : machine.processors;
  const [quota = '', period = ''] = machine.quota.trim().split(/\s+/);
  const allowed = Number(quota) / Number(period);
  return Math.max(
    1,
    Number.isFinite(allowed) && allowed > 0 ? Math.min(cores, Math.ceil(allowed)) : cores,
  );
}
