/** The chart's own file as that of this version; its comments and order stay. */
export function chartWithVersion(chart: string, version: string): string {
  return chart.replace(/^(version|appVersion): .*$/gm, `$1: ${version}`);
}

/** `package-lock.json` as that of this version; it names the project twice, and what it locks stays. */
export function lockWithVersion(lock: string, version: string): string {
  return lock.replace(/("name": "mcp-first",\s+"version": )"[^"]*"/g, `$1"${version}"`);
}
