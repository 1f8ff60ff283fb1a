import { randomInt } from 'node:crypto'
import type { NumberMatching } from '@/lib/vocabulary/number-matching'

/** A number for the screen and, where the phone picks, three distinct choices with it among them (Q7). */
export type MatchNumbers = { matchNumber: string; matchChoices: string[] }

/** Draws them uniformly from 00 to 99 with a CSPRNG; typing needs no choices. */
export function drawMatchNumbers(numberMatching: NumberMatching): MatchNumbers {
  const drawn = new Set<string>()
  while (drawn.size < 3) drawn.add(String(randomInt(100)).padStart(2, '0'))
  const [first = '', second = '', third = ''] = drawn
  const choices = [first, second, third]
  const matchNumber = choices[randomInt(3)] ?? first
  return { matchNumber, matchChoices: numberMatching === 'pick' ? choices : [] }
}
