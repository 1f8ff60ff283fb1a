import { randomUUID } from 'node:crypto'

/** Thrown when the facility says that this staff member has to sign in first. */
export class AuthenticationRequired extends Error {
  constructor(signInStatus) {
    super(`sign-in status: ${signInStatus}`)
    this.signInStatus = signInStatus
  }
}

/**
 * Prescriptions, in memory: `draft` → `awaiting_signature`. The signature itself is not part of this example yet.
 * @param {() => Date} now
 */
export function createPrescriptions(now) {
  const prescriptions = new Map()
  let lastNumber = 0

  function findOwn(user, id) {
    const found = prescriptions.get(id)
    return found && found.facilityCode === user.facilityCode && found.staffCode === user.staffCode ? found : null
  }

  return {
    /** Saves a draft. The same `requestId` again gives the same draft: a double click makes no second one. */
    draft(user, patientId, items, requestId) {
      const existing = [...prescriptions.values()].find((one) => one.requestId === requestId && findOwn(user, one.id))
      if (existing) return existing
      const { facilityCode, staffCode, displayName } = user
      const id = randomUUID()
      const made = { id, requestId, facilityCode, staffCode, displayName, patientId, items }
      prescriptions.set(id, { ...made, state: 'draft', number: null, createdAt: now().toISOString(), issuedAt: null })
      return prescriptions.get(id)
    },

    /**
     * Issues a draft exactly once, however often it is asked. `getStatus` asks the facility: what the browser says about the sign-in is
     * not looked at. Null if there is no such prescription of this user.
     */
    async issue(user, id, getStatus) {
      const prescription = findOwn(user, id)
      if (prescription?.state !== 'draft') return prescription
      const { status } = await getStatus()
      if (status !== 'signed_in' && status !== 'expiring') throw new AuthenticationRequired(status)
      if (prescription.state === 'draft') {
        lastNumber += 1
        Object.assign(prescription, { state: 'awaiting_signature', number: lastNumber, issuedAt: now().toISOString() })
      }
      return prescription
    },

    listFor(facilityCode, patientId) {
      const isOfPatient = (one) => one.facilityCode === facilityCode && one.patientId === patientId
      return [...prescriptions.values()].filter(isOfPatient).reverse()
    },
  }
}
