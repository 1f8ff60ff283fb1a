/**
 * Runs each of the works once a round, in an order that turns with the round, so that none always comes first and whatever else
 * the machine does meets all of them. Answers the results of each, by round.
 */
export async function inRounds<Name extends string, Result>(
  rounds: number,
  works: Readonly<Record<Name, () => Promise<Result>>>,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(works) as Name[]
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>
  for (let round = 0; round < rounds; round += 1) {
    for (const [index] of names.entries()) {
      const name = names[(index + round) % names.length]
      if (name !== undefined) results[name].push(await works[name]())
    }
  }
  return results
}
