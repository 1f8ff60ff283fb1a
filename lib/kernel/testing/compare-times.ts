/**
 * How often `one` took longer than `other`, of all pairs of their times: the Mann-Whitney U statistic over the number of pairs. One half
 * when they cannot be distinguished, near 0 or 1 when one is always the slower. They are run by turns, so that a busy machine slows both.
 */
export async function shareOfSlower(
  rounds: number,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<number> {
  const times: { one: number[]; other: number[] } = { one: [], other: [] }
  for (let round = 0; round < rounds; round += 1) {
    const isFirst = round % 2 === 0
    if (isFirst) times.one.push(await timeOf(one))
    times.other.push(await timeOf(other))
    if (!isFirst) times.one.push(await timeOf(one))
  }
  const slower = times.one.flatMap((a) => times.other.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
  return slower.reduce<number>((sum, each) => sum + each, 0) / slower.length
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
