/** A made-up number for the practice sign-in, as the EMR shows one: two digits. It protects nothing. */
export function newPracticeNumber(): string {
  const [random = 0] = crypto.getRandomValues(new Uint8Array(1))
  return String(10 + (random % 90))
}

/** State of the practice: the digits typed so far, and whether the last number was a wrong one. */
export type Practice = { digits: string; isWrong: boolean }

/** After a stroke: digits are kept as typed; a message about the last number goes with the first digit of the next. */
export function typeDigits(digits: string): Practice {
  return { digits, isWrong: false }
}

/** Once the time to take the number back is over: `null` when it is the sample's, else the keys are empty again. */
export function judgeNumber(digits: string, sample: string): Practice | null {
  return digits === sample ? null : { digits: '', isWrong: true }
}
