/** The first `count` parts of a stored member, which end with `\0`, and the bytes behind them. */
export function splitAtNul(member: Buffer, count: number): { parts: string[]; rest: Buffer } {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < count; i += 1) {
    const end = member.indexOf(0, from);
    parts.push(member.toString('utf8', from, end));
    from = end + 1;
  }
  return { parts, rest: member.subarray(from) };
}
