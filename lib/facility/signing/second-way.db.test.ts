import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { facilityWorld, type Place, testOrigin } from '../testing/facility-world'
import { toPrescriptionItem } from './document-item'
import { requestHash } from './requests/signing-request'
import { signDocuments } from './sign-documents'
import type { OpenSigner, Signer } from './signature-port'
import { createFakeCard, type FakeCard } from './testing/fake-card'
import type { HeldSignature } from './testing/hold-signature'
import { signaturePortContract } from './testing/signature-port-contract'

const world = facilityWorld()
const { authority, context, db } = world
const { signing } = authority

afterEach(() => {
  vi.useRealTimers()
})

signaturePortContract('a card in memory', async () => {
  const card = createFakeCard(signing, `holder-${randomUUID()}`)
  return {
    port: card,
    made: card.made,
    refuseNext: (reason) => void card.answers.push({ outcome: 'refused', reason }),
    loseNextAnswer() {
      card.losesAnswers = 1
    },
  }
})

/** A doctor without any sign-in, and a card. */
async function doctorWithCard() {
  const place = await world.newPlace()
  const card = createFakeCard(signing, place.doctor.holderSubject)
  return { place, card, signer: signerOf(place), key: randomUUID() }
}

type Given = { place: Place; card: FakeCard; signer: Signer; key: string }

function signerOf({ hospital, doctor, screen }: Place): Signer {
  const { staffKey, staffCode, holderSubject } = doctor
  const { terminalKey, terminalCode } = screen
  const place = { terminalKey, terminalCode, hasReader: true, methods: [] }
  return {
    facilityId: hospital.facilityId,
    staffKey,
    staffCode,
    holderSubject,
    ...place,
    vaultTokenId: null,
    knownSubject: null,
  }
}

const hashOf = ({ signer }: Given) => requestHash(context.keyring, signer.staffCode)

/** One prescription through the card, under the key of this doctor. */
function sign(given: Given) {
  const { place, card, signer, key } = given
  const openSigner: OpenSigner = async () => ({ signer, signatures: card })
  const input = {
    principal: place.hospital.principal,
    staffCode: signer.staffCode,
    terminalCode: signer.terminalCode,
    kind: 'prescription',
    idempotencyKey: key,
    requestHash: hashOf(given),
    items: async () => [toPrescriptionItem(samplePrescriptionCsv())],
    openSigner,
  } as const
  return signDocuments(context, input, testOrigin)
}

async function requestOf({ signer }: Given) {
  const [row] = await db.sql<{ id: string; state: string; token: string | null; documents: number }[]>`
    SELECT id, state::text, vault_token_id AS token,
      (SELECT count(*)::int FROM facility.signing_document WHERE request_id = request.id
        AND sealed_preparation IS NOT NULL) AS documents
    FROM facility.signing_request AS request WHERE staff_id = ${signer.staffKey}`
  if (row === undefined) throw new Error('no request')
  return row
}

/** As if so many seconds had passed for the turn on a request. */
async function age({ signer }: Given, seconds: number) {
  await db.sql`UPDATE facility.signing_request SET turn_until = turn_until - make_interval(secs => ${seconds}::int)
    WHERE staff_id = ${signer.staffKey}`
}

const secondsLeft = async ({ signer }: Given) => {
  const [row] = await db.sql<{ left: number }[]>`
    SELECT extract(epoch FROM turn_until - clock_timestamp())::float8 AS left FROM facility.signing_request
    WHERE staff_id = ${signer.staffKey}`
  return row?.left ?? 0
}

describe('a second way to a signature', () => {
  test('signs without a daily sign-in: a VALID document, and the audit row names no token', async () => {
    const given = await doctorWithCard()
    const { items, signingRequestId } = await sign(given)
    expect(items.map(({ outcome }) => outcome)).toEqual(['signed'])
    expect(await requestOf(given)).toMatchObject({ state: 'signed', token: null })
    expect(await world.auditOf(signingRequestId)).toEqual(['prescription.sign success'])
    expect(authority.calls.get('signHashes') ?? 0).toBe(0)
  })

  test('that its user refuses: the reason is audited, nothing stays prepared, and the same key may be tried again', async () => {
    const given = await doctorWithCard()
    given.card.answers.push({ outcome: 'refused', reason: 'PIN entry was cancelled' })
    await expect(sign(given)).rejects.toMatchObject({ code: 'signing.refused' })
    const { id, ...row } = await requestOf(given)
    expect(row).toMatchObject({ state: 'reserved', documents: 0 })
    expect((await sign(given)).signingRequestId).toBe(id)
    expect(await world.auditOf(id)).toEqual([
      'prescription.sign failure signing.refused PIN entry was cancelled',
      'prescription.sign success',
    ])
  })

  test.each([
    ['of another hash', async () => new Uint8Array(256).fill(7)],
    [
      'of another person’s card',
      async () => {
        const other = createFakeCard(signing, `holder-${randomUUID()}`)
        const signal = new AbortController().signal
        const credential = { credentialId: 'card', signAlgorithm: '1.2.840.113549.1.1.11' }
        const hashes = [new Uint8Array(32)]
        const request = { credential, hashes, kind: 'prescription', idempotencyKey: randomUUID(), signal } as const
        const answer = await other.obtainSignatures(request)
        return answer.outcome === 'signed' ? (answer.signatures[0] ?? new Uint8Array()) : new Uint8Array()
      },
    ],
    ['without a byte', async () => new Uint8Array()],
  ])('C2 whose signature is one %s: no document leaves, and none is kept', async (_, wrong) => {
    const given = await doctorWithCard()
    given.card.answers.push({ outcome: 'signed', signatures: [await wrong()] })
    await expect(sign(given)).rejects.toMatchObject({ code: 'signing.verification_failed' })
    expect(await requestOf(given)).toMatchObject({ state: 'failed', documents: 0 })
    await expect(sign(given)).rejects.toMatchObject({ code: 'signing.verification_failed' })
    expect(given.card.made()).toBe(0)
  })

  test('that gives fewer signatures than documents: none leaves', async () => {
    const given = await doctorWithCard()
    given.card.answers.push({ outcome: 'signed', signatures: [] })
    await expect(sign(given)).rejects.toMatchObject({ code: 'signing.verification_failed' })
  })

  test('that gives more signatures than documents: none leaves', async () => {
    const given = await doctorWithCard()
    const credential = { credentialId: 'card', signAlgorithm: '1.2.840.113549.1.1.11' }
    const port = { ...given.card }
    port.obtainSignatures = async (request) => {
      const hashes = [...request.hashes, new Uint8Array(32)]
      return given.card.obtainSignatures({ ...request, credential, hashes })
    }
    await expect(sign({ ...given, card: port })).rejects.toMatchObject({ code: 'signing.verification_failed' })
    expect(await requestOf(given)).toMatchObject({ state: 'failed', documents: 0 })
    expect(given.card.made()).toBe(2)
  })

  test('in doubt: the key ends, and nothing is handed out, ever', async () => {
    const given = await doctorWithCard()
    given.card.answers.push({ outcome: 'in_doubt' })
    await expect(sign(given)).rejects.toMatchObject({ code: 'signing.in_doubt' })
    await expect(sign(given)).rejects.toMatchObject({ code: 'signing.in_doubt' })
    expect(given.card.made()).toBe(0)
  })
})

describe('a way that takes minutes', () => {
  async function waiting() {
    const given = await doctorWithCard()
    const held = given.card.hold()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const signed = sign(given)
    signed.catch(() => {})
    await held.asked
    return { given, held, signed }
  }

  /** A quarter of a minute passes for the process and for the turn; resolves when the turn was renewed. */
  async function pass(given: Given) {
    await age(given, 15)
    await vi.advanceTimersByTimeAsync(15_000)
    await vi.waitFor(async () => expect(await secondsLeft(given)).toBeGreaterThan(40))
  }

  test('keeps its turn for four minutes, and then gives a VALID document', async () => {
    const { given, held, signed } = await waiting()
    for (let quarter = 0; quarter < 16; quarter += 1) await pass(given)
    expect(given.card.wasClosed()).toBe(false)
    held.release()
    expect((await signed).items.map(({ outcome }) => outcome)).toEqual(['signed'])
    expect(given.card.made()).toBe(1)
  })

  test('is ended when its time is over: the window closes, and a repetition with the same key signs', async () => {
    const { given, held, signed } = await waiting()
    for (let quarter = 0; quarter < 19; quarter += 1) await pass(given)
    await vi.advanceTimersByTimeAsync(15_000)
    await expect(signed).rejects.toMatchObject({ code: 'signing.in_progress' })
    expect(given.card.wasClosed()).toBe(true)
    held.release()
    vi.useRealTimers()
    expect((await sign(given)).items.map(({ outcome }) => outcome)).toEqual(['signed'])
    expect(given.card.made()).toBe(1)
  })

  test('whose turn another process has taken: what comes late does not count', async () => {
    const { given, held, signed } = await waiting()
    await age(given, 60)
    const other = { ...given, card: createFakeCard(signing, given.place.doctor.holderSubject) }
    expect((await sign(other)).items.map(({ outcome }) => outcome)).toEqual(['signed'])
    await vi.advanceTimersByTimeAsync(15_000)
    await expect(signed).rejects.toMatchObject({ code: 'signing.in_progress' })
    expect(given.card.wasClosed()).toBe(true)
    held.release()
    expect(given.card.made()).toBe(0)
  })
})

describe('a process that is killed while the card waits for its PIN', () => {
  async function killed() {
    const given = await doctorWithCard()
    const { certificate } = (await given.card.findCredential()) ?? { certificate: new Uint8Array() }
    const held: HeldSignature = {
      databaseUrl: world.sideUrls.facility,
      environment: {
        DATABASE_URL: world.sideUrls.facility,
        SHOMEI_KEY: Buffer.alloc(32, 9).toString('base64'),
        AUTHORITY_URL: 'https://authority.example.jp',
        FACILITY_URL: 'https://shomei.hospital.example.jp',
      },
      principal: given.place.hospital.principal,
      signer: given.signer,
      idempotencyKey: given.key,
      requestHash: Buffer.from(hashOf(given)).toString('base64'),
      certificate: Buffer.from(certificate).toString('base64'),
    }
    const program = 'lib/facility/signing/testing/hold-signature.ts'
    const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(held)], { stdio: 'pipe' })
    let errors = ''
    child.stderr.on('data', (chunk) => (errors += String(chunk)))
    await new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => resolve())
      child.once('exit', () => reject(new Error(errors)))
    })
    const gone = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await gone
    expect(await requestOf(given)).toMatchObject({ state: 'prepared', documents: 1 })
    return given
  }

  test('its turn ends by the clock, then the same key goes on with what was prepared', {
    timeout: 60_000,
  }, async () => {
    const given = await killed()
    const { digest } = await db.prisma.signingDocument.findFirstOrThrow({
      where: { requestId: (await requestOf(given)).id },
    })
    await age(given, 60)
    const { items, signingRequestId } = await sign(given)
    expect(items.map(({ outcome }) => outcome)).toEqual(['signed'])
    const kept = await db.prisma.signingDocument.findFirstOrThrow({ where: { requestId: signingRequestId } })
    expect(kept.digest).toEqual(digest)
    expect(await world.auditOf(signingRequestId)).toEqual(['prescription.sign success'])
  })

  test('its user refuses afterwards: the request is free again and nothing leaves', { timeout: 60_000 }, async () => {
    const given = await killed()
    await age(given, 60)
    given.card.answers.push({ outcome: 'refused', reason: 'PIN entry was cancelled' })
    await expect(sign(given)).rejects.toMatchObject({ code: 'signing.refused' })
    expect(await secondsLeft(given)).toBeLessThanOrEqual(0)
    expect(given.card.made()).toBe(0)
    expect((await sign(given)).items.map(({ outcome }) => outcome)).toEqual(['signed'])
  })
})
