import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Kernel's boot id where there is one, else null. */
  readonly boot: string | null;
  /** Clock ticks from boot to the start of the process where the kernel tells it, else null. */
  readonly start: string | null;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), boot: bootId(), start: startTicks(process.pid) };
}

/** True when the process surely runs no more; a process of another host never is. */
export function isGone(other: ProcessIdentity & { readonly since: string }): boolean {
  if (other.host !== hostname()) return false;
  const boot = bootId();
  // Where the kernel gives a boot no name, a lock older than the boot is told by the clock.
  const rebooted =
    other.boot !== null && boot !== null
      ? other.boot !== boot
      : Date.parse(other.since) < Date.now() - uptime() * 1000 - 60_000;
  if (rebooted || !isAlive(other.pid)) return true;
  const start = startTicks(other.pid);
  return other.start !== null && start !== null && other.start !== start;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function bootId(): string | null {
  return read('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

function startTicks(pid: number): string | null {
  // Field 22; the second field is the name in parentheses and may hold spaces.
  return (
    read(`/proc/${pid}/stat`)
      ?.replace(/^.*\) /s, '')
      .split(' ')[19] ?? null
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
