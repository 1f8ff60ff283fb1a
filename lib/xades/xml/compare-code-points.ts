/** Order by Unicode code points, as canonical XML sorts names; strings of JavaScript are ordered by UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0
  const [these, those] = [[...a], [...b]]
  const index = these.findIndex((character, place) => character !== those[place])
  const [one, other] = [these[index]?.codePointAt(0) ?? -1, those[index]?.codePointAt(0) ?? -1]
  return index === -1 ? -1 : one - other
}
