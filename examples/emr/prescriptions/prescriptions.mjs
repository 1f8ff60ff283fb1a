import { randomUUID } from 'node:crypto'
import { FacilityError } from '../facility-client.mjs'

/** Thrown when the facility says that this staff member has to sign in first. */
export class AuthenticationRequired extends Error {}

/** That attempt has ended without a document and its key will never give one: the next attempt is another. */
const overForGood = new Set(['signing.in_doubt', 'signing.signer_changed', 'signing.verification_failed'])

/**
 * Prescriptions, in memory: `draft` → `signed` → `registered`, or `refused` by the national service. Each step is taken once, however often
 * it is asked for, and what has been reached is never lost.
 * @param {() => Date} now
 */
export function createPrescriptions(now) {
  const prescriptions = new Map()
  let lastNumber = 0

  function findOwn(user, id) {
    const found = prescriptions.get(id)
    return found && found.facilityCode === user.facilityCode && found.staffCode === user.staffCode ? found : null
  }

  /** The key names this prescription at the facility: asked again with it, the facility answers the same document and signs nothing. */
  async function sign(prescription, signer) {
    const idempotencyKey = `${prescription.id}.${prescription.attempt}`
    try {
      const signed = toSigned(await signer(prescription.csv, idempotencyKey))
      lastNumber += 1
      Object.assign(prescription, { ...signed, number: lastNumber, issuedAt: now().toISOString() })
    } catch (error) {
      throw toSigningFailure(prescription, error)
    }
  }

  async function advance(prescription, { signer, registrar }) {
    if (prescription.state === 'draft') await sign(prescription, signer)
    if (prescription.state === 'signed' && registrar) await register(prescription, registrar)
  }

  return {
    /** Saves a draft. The same `requestId` again gives the same draft: a double click makes no second one. */
    draft(user, { patientId, requestId, csv }) {
      const existing = [...prescriptions.values()].find((one) => one.requestId === requestId && findOwn(user, one.id))
      if (existing) return existing
      const draft = newDraft(user, { patientId, requestId, csv, createdAt: now().toISOString() })
      prescriptions.set(draft.id, draft)
      return draft
    },

    /**
     * Takes the steps that are left: the facility signs, the national service registers. Requests that come together share one run. Null if
     * there is no such prescription of this user.
     */
    async issue(user, id, steps) {
      const prescription = findOwn(user, id)
      if (!prescription) return null
      prescription.work ??= advance(prescription, steps).finally(() => {
        prescription.work = null
      })
      await prescription.work
      return prescription
    },

    /** One prescription of the user's facility. */
    find(user, id) {
      const found = prescriptions.get(id)
      return found?.facilityCode === user.facilityCode ? found : null
    },

    listFor(facilityCode, patientId) {
      const isOfPatient = (one) => one.facilityCode === facilityCode && one.patientId === patientId
      return [...prescriptions.values()].filter(isOfPatient).reverse()
    },
  }
}

function newDraft({ facilityCode, staffCode, displayName }, { patientId, requestId, csv, createdAt }) {
  const made = { id: randomUUID(), requestId, facilityCode, staffCode, displayName, patientId, csv, createdAt }
  const nothingYet = { number: null, issuedAt: null, xml: null, signature: null, registration: null, work: null }
  return { ...made, attempt: 1, state: 'draft', ...nothingYet }
}

/** The members of a prescription that the facility's answer fills. */
function toSigned({ signed_document: document, certificate, signature_level: level, signed_at: signedAt }) {
  const [xml, der] = [document, certificate].map((base64) => Buffer.from(base64, 'base64'))
  return { state: 'signed', xml, signature: { level, signedAt, certificate: der } }
}

/** Counts an attempt that has ended, so that the next one gets another key. */
function toSigningFailure(prescription, error) {
  if (!(error instanceof FacilityError)) return error
  if (error.code === 'signing.authentication_required') return new AuthenticationRequired()
  if (overForGood.has(error.code)) prescription.attempt += 1
  return error
}

async function register(prescription, registrar) {
  const { accepted, ...registration } = await registrar(prescription)
  Object.assign(prescription, { state: accepted ? 'registered' : 'refused', registration })
}
