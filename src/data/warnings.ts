/** What was odd but harmless: each kind is told once, with its first place, however often it occurs. */
export class WarningList {
  private readonly found = new Map<string, string>();

  /** @param kind same kind = told once */
  add(kind: string, message: string): void {
    if (!this.found.has(kind)) this.found.set(kind, message);
  }

  get messages(): readonly string[] {
    return [...this.found.values()];
  }
}

/** What readers of files tell, as warnings. */
export function noteTo(warnings: WarningList): (kind: string, message: string) => void {
  return (kind, message) => {
    warnings.add(kind, message);
  };
}
