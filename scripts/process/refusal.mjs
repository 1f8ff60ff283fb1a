/** A failure that the person at the terminal can mend: its message is printed as it is, without a stack. */
export class Refusal extends Error {
  /**
   * @param {string} message what happened and what to do now, in whole sentences
   * @param {{ cause?: unknown }} [options]
   */
  constructor(message, options) {
    super(message, options)
    this.name = 'Refusal'
  }
}

/**
 * True for the errors of a full disk or an exhausted quota.
 * @param {unknown} error
 */
export function isDiskFull(error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOSPC' || code === 'EDQUOT' || /no space left on device|disk quota exceeded/i.test(String(error))
}

/**
 * The sentence to show for any failure: one a person can act on for the known kinds, else the bare message.
 * @param {unknown} error
 */
export function explain(error) {
  if (error instanceof Refusal) return error.message
  if (isDiskFull(error)) {
    return 'The disk is full: nothing more could be written. Free some space (about 2 GB are needed) and start again.'
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `A file or folder may not be written: ${error instanceof Error ? error.message : error}`
  }
  return error instanceof Error ? error.message : String(error)
}
