import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { sampleDispensingCsv } from '@/lib/eprescription/testing/sample-dispensing'
import { samplePrescriptionCsv } from '@/lib/eprescription/testing/sample-prescription'
import { utf8 } from '@/lib/kernel/bytes'
import { verifyDocument } from '../documents/verify-document'
import { facilityWorld, fifty, type Place, tally, testOrigin } from '../testing/facility-world'
import { openSealedPreparation, sealPreparation } from './requests/sealed-preparation'
import { signDispensing } from './sign-dispensing'
import { signPrescription, signPrescriptionBatch } from './sign-prescription'

const world = facilityWorld()
const { context, authority, db } = world
const { signing } = authority

beforeEach(() => {
  authority.away.clear()
  authority.before.clear()
})

let keys = 0
const newKey = () => {
  keys += 1
  return `key-${keys}`
}

type Asked = { key?: string; csv?: Uint8Array; terminalCode?: string; staffCode?: string; emrClientId?: string }

function sign({ hospital, doctor, screen }: Place, asked: Asked = {}) {
  const principal = { ...hospital.principal, ...(asked.emrClientId ? { emrClientId: asked.emrClientId } : {}) }
  const input = {
    principal,
    staffCode: asked.staffCode ?? doctor.staffCode,
    terminalCode: asked.terminalCode ?? screen.terminalCode,
    idempotencyKey: asked.key ?? newKey(),
    csv: asked.csv ?? samplePrescriptionCsv(),
  }
  return signPrescription(context, input, testOrigin)
}

async function signedInPlace(chosen = {}) {
  const place = await world.newPlace(chosen)
  await world.signIn(place)
  return place
}

function documentOf({ result }: Awaited<ReturnType<typeof sign>>, position = 0): Uint8Array<ArrayBuffer> {
  const item = result.items[position]
  if (item?.outcome !== 'signed') throw new Error(`not signed: ${JSON.stringify(item)}`)
  return item.document
}

const requestOf = (id: string) =>
  db.prisma.signingRequest.findUniqueOrThrow({ where: { id }, include: { documents: true } })

describe('a prescription', () => {
  test('is signed with the doctor’s second certificate: VALID, the CSV inside is the one that was sent', async () => {
    const place = await signedInPlace()
    const csv = samplePrescriptionCsv({ patientName: '見本　花子' })
    const signed = await sign(place, { csv })
    const verdict = await verifyDocument(context, documentOf(signed))
    expect(verdict.findings).toEqual([])
    expect(verdict.result).toBe('VALID')
    expect(verdict.signedContent.prescription).toEqual(csv)
    expect(signed.result.level).toBe('BES')
    expect(await world.auditOf(signed.result.signingRequestId)).toEqual(['prescription.sign success'])
  })

  test('no column keeps it readable: patient data are sealed', async () => {
    const place = await signedInPlace()
    const { result } = await sign(place)
    const row = await requestOf(result.signingRequestId)
    const [document] = row.documents
    expect(row.state).toBe('signed')
    expect(document?.sealedSignature?.length).toBeGreaterThan(256)
    const sealed = Buffer.from(document?.sealedPreparation ?? [])
    expect(sealed.length).toBeGreaterThan(result.items.length * 1_000)
    expect(sealed.includes('PrescriptionDocument')).toBe(false)
  })

  test('is tried out against no hash that stays: what was sent is kept under a key, ids of the document are random', async () => {
    const place = await signedInPlace()
    const csv = samplePrescriptionCsv()
    const { result } = await sign(place, { csv })
    const row = await requestOf(result.signingRequestId)
    const parts = ['prescription', place.doctor.staffCode, place.screen.terminalCode, csv]
    const framed = parts.map((part) => Buffer.concat([Buffer.from(`${part.length}:`), Buffer.from(part)]))
    const guessed = createHash('sha256').update(Buffer.concat(framed)).digest()
    expect(Buffer.from(row.requestHash).equals(guessed)).toBe(false)
    const xml = new TextDecoder().decode(documentOf({ result, warnings: [] }))
    expect(xml).toMatch(/Id="id-[0-9a-f]{32}/)
  })

  test('with an error is refused with line and field, nothing is signed and the key stays free', async () => {
    const place = await signedInPlace()
    const key = newKey()
    const before = signing.made()
    const broken = utf8(new TextDecoder().decode(samplePrescriptionCsv()).replace('20261123', '20261399'))
    await expect(sign(place, { key, csv: broken })).rejects.toMatchObject({
      code: 'prescription.invalid',
      invalidParams: expect.arrayContaining([
        { name: 'document.line.15.record.51.field.1', reason: 'date.impossible' },
      ]),
    })
    expect(signing.made()).toBe(before)
    await sign(place, { key })
    expect(signing.made()).toBe(before + 1)
  })
})

describe('the key', () => {
  test('once more gives the same document and signs nothing', async () => {
    const place = await signedInPlace()
    const key = newKey()
    const first = await sign(place, { key })
    const before = signing.made()
    const second = await sign(place, { key })
    expect(documentOf(second)).toEqual(documentOf(first))
    expect(second.result.signingRequestId).toBe(first.result.signingRequestId)
    expect(signing.made()).toBe(before)
  })

  test.each([
    ['preparation', () => db.sql`sealed_preparation = other.sealed_preparation`],
    ['signature', () => db.sql`sealed_signature = other.sealed_signature`],
    [
      'pair of them',
      () => db.sql`sealed_preparation = other.sealed_preparation, sealed_signature = other.sealed_signature,
      document_hash = other.document_hash`,
    ],
  ])('whose document was kept with the %s of another gets nothing', async (_, alter) => {
    const place = await signedInPlace()
    const [key, otherKey] = [newKey(), newKey()]
    const { result } = await sign(place, { key })
    const other = await sign(place, { key: otherKey })
    const before = signing.made()
    await db.sql`
      UPDATE facility.signing_document AS document SET ${alter()} FROM facility.signing_document AS other
      WHERE document.request_id = ${result.signingRequestId} AND other.request_id = ${other.result.signingRequestId}`
    await expect(sign(place, { key })).rejects.toThrow('unable to authenticate')
    expect(documentOf(await sign(place, { key: otherKey }))).toEqual(documentOf(other))
    expect(signing.made()).toBe(before)
  })

  test('whose document was prepared anew behind its signature gets nothing', async () => {
    const place = await signedInPlace()
    const key = newKey()
    const { result } = await sign(place, { key })
    const { documents } = await requestOf(result.signingRequestId)
    const row = { requestId: result.signingRequestId, position: 0 }
    const kept = openSealedPreparation(context.keyring, row, documents[0]?.sealedPreparation ?? new Uint8Array())
    const afterValue = kept.signature.afterValue.replace('</Document>', '<!-- changed --></Document>')
    const changed = { ...kept, signature: { ...kept.signature, afterValue } }
    await db.sql`UPDATE facility.signing_document SET sealed_preparation = ${sealPreparation(context.keyring, row, changed)}
      WHERE request_id = ${result.signingRequestId}`
    await expect(sign(place, { key })).rejects.toThrow('has changed')
  })

  test.each([
    ['another document', { csv: samplePrescriptionCsv({ patientCode: '0000999' }) }],
    ['another terminal', { terminalCode: 'elsewhere' }],
    ['another doctor', { staffCode: 'somebody' }],
  ])('with %s is 422', async (_, change) => {
    const place = await signedInPlace()
    const key = newKey()
    await sign(place, { key })
    await expect(sign(place, { key, ...change })).rejects.toMatchObject({ code: 'signing.key_reused' })
  })

  test('of 50 at once one signs, and all get its document', async () => {
    const place = await signedInPlace()
    const key = newKey()
    const before = signing.made()
    const outcomes = await fifty(() => sign(place, { key }))
    const documents = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [documentOf(each.value)] : []))
    expect(tally(outcomes).codes).toEqual({})
    expect(new Set(documents.map((each) => Buffer.from(each).toString('base64'))).size).toBe(1)
    expect(signing.made()).toBe(before + 1)
  })

  test('of another EMR client is another key: it finds nothing of ours', async () => {
    const place = await signedInPlace()
    const other = await signedInPlace()
    const key = newKey()
    const mine = await sign(place, { key })
    const theirs = await sign(other, { key })
    expect(theirs.result.signingRequestId).not.toBe(mine.result.signingRequestId)
  })

  test('whoever waits too long is told when to come back', async () => {
    const place = await signedInPlace()
    const key = newKey()
    let release = () => {}
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    authority.before.set('signHashes', () => {
      arrive()
      return new Promise<void>((resolve) => (release = resolve))
    })
    const first = sign(place, { key })
    await arrived
    const second = await sign(place, { key }).catch((error: unknown) => error)
    expect(second).toMatchObject({ code: 'signing.in_progress', retryAfterSeconds: 5 })
    release()
    const third = await sign(place, { key })
    expect(documentOf(third)).toEqual(documentOf(await first))
  })

  test('after its time the document is gone, and the key does not sign again', async () => {
    const place = await signedInPlace()
    const key = newKey()
    const { result } = await sign(place, { key })
    await db.sql`UPDATE facility.signing_request SET documents_until = clock_timestamp() - interval '1 millisecond' WHERE id = ${result.signingRequestId}`
    const before = signing.made()
    await expect(sign(place, { key })).rejects.toMatchObject({ code: 'signing.document_wiped' })
    expect(signing.made()).toBe(before)
  })
})

describe('the authority', () => {
  test.each(['readTrust', 'findCredential', 'signHashes'] as const)(
    'away at %s: 503 with the ladder, and the same key goes through later, once',
    async (call) => {
      const place = await signedInPlace()
      const key = newKey()
      const before = signing.made()
      authority.away.add(call)
      await expect(sign(place, { key })).rejects.toMatchObject({
        code: 'authority.unavailable',
        retryAfterSeconds: 10,
        waysOn: ['retry', 'paper_registered', 'paper'],
      })
      authority.away.clear()
      await sign(place, { key })
      expect(signing.made()).toBe(before + 1)
    },
  )

  test('a lost answer: the same key gets the signature that was made', async () => {
    const place = await signedInPlace()
    const key = newKey()
    const before = signing.made()
    signing.losesAnswers = 1
    await expect(sign(place, { key })).rejects.toMatchObject({ code: 'authority.unavailable' })
    await sign(place, { key })
    expect(signing.made()).toBe(before + 1)
  })

  test('in doubt: the key ends, nothing is handed out, ever', async () => {
    const place = await signedInPlace()
    const key = newKey()
    signing.answers.push({ outcome: 'in_doubt' })
    await expect(sign(place, { key })).rejects.toMatchObject({ code: 'signing.in_doubt' })
    const before = signing.made()
    await expect(sign(place, { key })).rejects.toMatchObject({ code: 'signing.in_doubt' })
    expect(signing.made()).toBe(before)
    await sign(place)
  })

  test('refuses: its reason is told and audited, and the key may be tried again', async () => {
    const place = await signedInPlace()
    const key = newKey()
    signing.answers.push({ outcome: 'refused', reason: 'Numbers of signatures is too high' })
    await expect(sign(place, { key })).rejects.toMatchObject({
      code: 'signing.refused',
      params: { reason: 'Numbers of signatures is too high' },
    })
    const { result } = await sign(place, { key })
    expect(await world.auditOf(result.signingRequestId)).toEqual([
      'prescription.sign failure signing.refused Numbers of signatures is too high',
      'prescription.sign success',
    ])
  })

  test('C2 gives a signature of another hash: the document does not leave', async () => {
    const place = await signedInPlace()
    signing.answers.push({ outcome: 'signed', signatures: [new Uint8Array(256).fill(7)] })
    const key = newKey()
    await expect(sign(place, { key })).rejects.toMatchObject({
      code: 'signing.verification_failed',
      detail: 'signature_value_mismatch: The signature does not fit the certificate [W3C XML Signature 1.1 §3.2.2]',
    })
    await expect(sign(place, { key })).rejects.toMatchObject({ code: 'signing.verification_failed' })
    const row = await db.prisma.signingRequest.findFirstOrThrow({
      where: { staffKey: place.doctor.staffKey },
      include: { documents: true },
    })
    expect(row.documents[0]).toMatchObject({ sealedPreparation: null, sealedSignature: null })
  })

  test('C4 a certificate that is no prescriber’s signs nothing', async () => {
    const place = await signedInPlace()
    signing.roles.set(place.doctor.holderSubject, 'Pharmacist')
    const before = signing.made()
    await expect(sign(place)).rejects.toMatchObject({ code: 'signing.credential_unfit' })
    expect(signing.made()).toBe(before)
  })
})

describe('the sign-in', () => {
  test('none: 409 with what the screen needs and the ways on', async () => {
    const place = await world.newPlace()
    await expect(sign(place)).rejects.toMatchObject({
      code: 'signing.authentication_required',
      signIn: {
        staffCode: place.doctor.staffCode,
        terminalCode: place.screen.terminalCode,
        status: 'sign_in_required',
      },
      waysOn: ['fido', 'paper_registered', 'paper'],
    })
  })

  test('after the sign-in the same key goes through, once', async () => {
    const place = await world.newPlace()
    const key = newKey()
    await expect(sign(place, { key })).rejects.toMatchObject({ code: 'signing.authentication_required' })
    await world.signIn(place)
    const before = signing.made()
    await sign(place, { key })
    expect(signing.made()).toBe(before + 1)
  })

  test.each(['findCredential', 'signHashes'] as const)(
    'found ended at %s: the badge turns yellow, and after a new sign-in the same key goes through',
    async (call) => {
      const place = await signedInPlace()
      const key = newKey()
      authority.before.set(call, async () => authority.activeTokens.clear())
      await expect(sign(place, { key })).rejects.toMatchObject({ code: 'signing.authentication_required' })
      expect((await world.statusOf(place)).status).toBe('sign_in_required')
      authority.before.clear()
      await world.signIn(place)
      expect((await verifyDocument(context, documentOf(await sign(place, { key })))).result).toBe('VALID')
    },
  )

  test('per terminal: another terminal’s sign-in does not serve, its own does', async () => {
    const place = await signedInPlace({ tokenMode: 'per_terminal' })
    const elsewhere = await world.newScreen(place.hospital)
    await expect(sign(place, { terminalCode: elsewhere.terminalCode })).rejects.toMatchObject({
      code: 'signing.authentication_required',
    })
    await sign(place)
  })

  test('central: any terminal of the hospital', async () => {
    const place = await signedInPlace()
    await sign(place, { terminalCode: (await world.newScreen(place.hospital)).terminalCode })
  })

  test.each([
    ['a foreign staff id', (other: Place) => ({ staffCode: other.doctor.staffCode }), 'staff.unknown'],
    ['a foreign terminal', (other: Place) => ({ terminalCode: other.screen.terminalCode }), 'terminal.unknown'],
  ])('AT-18 %s is as if it were not there', async (_, change, code) => {
    const [place, other] = [await signedInPlace(), await signedInPlace()]
    const before = signing.made()
    await expect(sign(place, change(other))).rejects.toMatchObject({ code })
    expect(signing.made()).toBe(before)
  })
})

describe('a batch', () => {
  const batch = (place: Place, csvs: readonly Uint8Array[], key = newKey()) =>
    signPrescriptionBatch(
      context,
      {
        principal: place.hospital.principal,
        staffCode: place.doctor.staffCode,
        terminalCode: place.screen.terminalCode,
        idempotencyKey: key,
        csvs,
      },
      testOrigin,
    )
  const csvs = (count: number) =>
    Array.from({ length: count }, (_, index) => samplePrescriptionCsv({ patientCode: String(index).padStart(7, '0') }))

  test('of 100 comes back in order, each verified at its place, under one authorisation', async () => {
    const place = await signedInPlace()
    const sent = csvs(100)
    const before = authority.calls.get('signHashes') ?? 0
    const signed = await batch(place, sent)
    expect(authority.calls.get('signHashes')).toBe(before + 1)
    for (const [position, csv] of sent.entries()) {
      const verdict = await verifyDocument(context, documentOf(signed, position))
      expect([verdict.result, verdict.signedContent.prescription]).toEqual(['VALID', csv])
    }
  }, 30_000)

  test('one that is not valid is refused at its place and stops no other; the repetition says the same', async () => {
    const place = await signedInPlace()
    const [first, last] = csvs(2)
    const sent = [first ?? utf8(''), utf8('nonsense'), last ?? utf8('')]
    const key = newKey()
    const signed = await batch(place, sent, key)
    expect(signed.result.items.map(({ outcome }) => outcome)).toEqual(['signed', 'refused', 'signed'])
    const again = await batch(place, sent, key)
    expect(again.result.items).toEqual(signed.result.items)
  })

  test('of none that is valid signs nothing', async () => {
    const place = await signedInPlace()
    const before = signing.made()
    const signed = await batch(place, [utf8('nonsense')])
    expect(signed.result.items.map(({ outcome }) => outcome)).toEqual(['refused'])
    expect(signing.made()).toBe(before)
  })
})

describe('a dispensing result', () => {
  const dispense = (place: Place, signedPrescription: Uint8Array, key = newKey()) =>
    signDispensing(
      context,
      {
        principal: place.hospital.principal,
        staffCode: place.doctor.staffCode,
        terminalCode: place.screen.terminalCode,
        idempotencyKey: key,
        signedPrescription,
        csv: sampleDispensingCsv(),
      },
      testOrigin,
    )

  async function pharmacy() {
    const place = await signedInPlace()
    signing.roles.set(place.doctor.holderSubject, 'Pharmacist')
    return place
  }

  test('is signed over the prescription and the doctor’s signature: both VALID', async () => {
    const prescription = documentOf(await sign(await signedInPlace()))
    const signed = await dispense(await pharmacy(), prescription)
    const verdict = await verifyDocument(context, documentOf(signed))
    expect(verdict.findings).toEqual([])
    expect(verdict.signatures.map(({ kind, result }) => [kind, result])).toEqual([
      ['dispensing', 'VALID'],
      ['prescription', 'VALID'],
    ])
    expect(await world.auditOf(signed.result.signingRequestId)).toEqual(['dispensing.sign success'])
  })

  test('over a prescription that was changed is refused before anything is signed', async () => {
    const prescription = new TextDecoder().decode(documentOf(await sign(await signedInPlace())))
    const changed = utf8(
      prescription.replace(/<PrescriptionDocument id="PrescriptionDocument">(.)/, (all) => `${all}`.replace(/.$/, 'Q')),
    )
    const place = await pharmacy()
    const before = signing.made()
    await expect(dispense(place, changed)).rejects.toMatchObject({ code: 'dispensing.invalid' })
    expect(signing.made()).toBe(before)
  })

  test('by a doctor is not signed', async () => {
    const place = await signedInPlace()
    const prescription = documentOf(await sign(place))
    const before = signing.made()
    await expect(dispense(place, prescription)).rejects.toMatchObject({ code: 'signing.credential_unfit' })
    expect(signing.made()).toBe(before)
  })
})
