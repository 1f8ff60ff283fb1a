import { createHash, randomInt, randomUUID } from 'node:crypto'

const MAX_ENTRIES = 10_000

/**
 * What has been sent in, in memory: per institution and file identifier once, however often it comes; per prescription one
 * PrescriptionId and one AccessCode (引換番号, 16 digits).
 * @param {() => Date} now
 * @param {number} delayMs
 */
export function createRegistrations(now, delayMs) {
  const entries = new Map()
  const numbers = new Map()
  const keyOf = (institution, fileIdentifier) => `${institution}/${fileIdentifier}`

  return {
    /** False when the identifier has been used for another prescription. */
    open(institution, fileIdentifier, prescription) {
      const key = keyOf(institution, fileIdentifier)
      const digest = digestOf(prescription)
      const existing = entries.get(key)
      if (existing) return existing.digest === digest
      if (entries.size >= MAX_ENTRIES) entries.delete(entries.keys().next().value)
      entries.set(key, { digest, running: null, body: null, failure: null, readyAt: now().getTime() + delayMs })
      return true
    },

    /** Starts the work of an entry once; waits for it unless answers are delayed. Work that failed starts again. */
    async run(institution, fileIdentifier, work) {
      const entry = entries.get(keyOf(institution, fileIdentifier))
      if (entry.failure) Object.assign(entry, { running: null, failure: null })
      entry.running ??= work().then(
        (body) => {
          entry.body = body
        },
        (error) => {
          entry.failure = error
        },
      )
      if (delayMs === 0) await entry.running
    },

    read(institution, fileIdentifier) {
      const entry = entries.get(keyOf(institution, fileIdentifier))
      if (!entry || now().getTime() >= entry.readyAt) return entry ?? null
      return { ...entry, body: null, failure: null }
    },

    /** The numbers of a prescription: the same bytes have the same ones. */
    numbersOf(prescription) {
      const digest = digestOf(prescription)
      if (!numbers.has(digest)) numbers.set(digest, { prescriptionId: randomUUID(), accessCode: newAccessCode() })
      return numbers.get(digest)
    },
  }
}

function newAccessCode() {
  return Array.from({ length: 16 }, () => randomInt(10)).join('')
}

function digestOf(octets) {
  return createHash('sha256').update(octets).digest('hex')
}
