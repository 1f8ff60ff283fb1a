import fc from 'fast-check'
import { encodeNull, encodeSequence } from '../../der/write-der'
import { OID } from '../../pki.oids'
import { daysAfter, type Minted, mintCertificate, mintCrl } from './mint'
import {
  distributionPoints,
  extension,
  general,
  issuingPoint,
  type MintedExtension,
  number,
  reason,
  usage,
} from './mint-extensions'
import { mintKey } from './mint-key'
import { mintChain } from './path-case'

const otherIssuer = 'O=Test,CN=CRL Issuer'
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 1 })
const reasons = optional(fc.constantFrom([1, 2, 3, 4], [5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7, 8]))
const pointNumber = fc.constantFrom(1, 2)
const rarely = fc.constantFrom(...Array<boolean>(9).fill(false), true)

/** One CRL: whose, about what, how old, and what it says of the leaf; mostly sound, so that many chains stay valid. */
const part = fc.record({
  signer: fc.constantFrom('ca', 'ca', 'ca', 'ca', 'rolled', 'foreign', 'other'),
  only: fc.constantFrom(undefined, undefined, undefined, undefined, 'user', 'ca', 'attribute'),
  reasons,
  point: optional(pointNumber),
  isIndirect: rarely,
  listedFor: fc.constantFrom(...Array<undefined>(8).fill(undefined), 0, 1, 6),
  ageInDays: fc.constantFrom(1, 1, 1, 2, 9),
  hasUnknownCritical: rarely,
  isDelta: fc.constantFrom(false, false, true),
  number: fc.integer({ min: 1, max: 4 }),
  base: fc.integer({ min: 1, max: 3 }),
  isRemoval: fc.boolean(),
})
type Part = typeof part extends fc.Arbitrary<infer Value> ? Value : never

const leafPoint = optional(fc.record({ point: pointNumber, reasons, isOfOther: rarely }))
type LeafPoint = typeof leafPoint extends fc.Arbitrary<infer Value> ? Value : never

/** What one to three CRLs say about the leaf of a sound chain. */
export const randomCrls = fc.record({ parts: fc.array(part, { minLength: 1, maxLength: 3 }), point: leafPoint })

/** The last CRL is the root's and always sound. */
export function mintRandomCrls({ parts, point }: { parts: readonly Part[]; point: LeafPoint }) {
  const freshest = extension(OID.freshestCrl, distributionPoints({ names: pointNames(1) }).value)
  const chain = mintChain({ leaf: { extensions: [...pointsOf(point), freshest] } })
  const rolled = mintCertificate({ name: chain.ca.name, key: 'ec:rolled', isCa: true, issuer: chain.root })
  const other = mintCertificate({
    name: otherIssuer,
    key: 'ec:crl',
    issuer: chain.root,
    extensions: [usage('cRLSign')],
  })
  const signers = { ca: chain.ca, rolled, other, foreign: { name: chain.ca.name, key: mintKey('ec:foreign') } }
  const crls = parts.map((spec) => mintPart(spec, signers[spec.signer], chain))
  return { ...chain, intermediates: [chain.ca, rolled, other], crls: [...crls, mintCrl({ issuer: chain.root })] }
}

function mintPart(spec: Part, issuer: Pick<Minted, 'name' | 'key'>, { leaf, ca }: { leaf: Minted; ca: Minted }) {
  const { listedFor, isDelta } = spec
  const code = isDelta && spec.isRemoval && listedFor !== undefined ? 8 : listedFor
  const ofCa = extension(OID.certificateIssuer, encodeSequence(general.directory(ca.name)), true)
  const about = [...(spec.isIndirect ? [ofCa] : []), ...(code === undefined || code === 0 ? [] : [reason(code)])]
  return mintCrl({
    issuer,
    number: spec.number + (isDelta ? 1 : 0),
    thisUpdate: daysAfter(-spec.ageInDays),
    nextUpdate: daysAfter(4 - spec.ageInDays),
    entries: code === undefined ? [] : [{ serial: leaf.serial, extensions: about }],
    extensions: [
      ...scopeOf(spec),
      ...(isDelta ? [number(OID.deltaCrlIndicator, spec.base, true)] : []),
      ...(spec.hasUnknownCritical ? [extension('1.2.3.9', encodeNull(), true)] : []),
    ],
  })
}

function scopeOf({ only, reasons, point, isIndirect }: Part): MintedExtension[] {
  if (only === undefined && reasons === undefined && point === undefined && !isIndirect) return []
  return [
    issuingPoint({
      isIndirect,
      ...(only === undefined ? {} : { only }),
      ...(reasons === undefined ? {} : { reasons }),
      ...(point === undefined ? {} : { names: pointNames(point) }),
    }),
  ]
}

function pointsOf(point: LeafPoint): MintedExtension[] {
  if (point === undefined) return []
  return [
    distributionPoints({
      names: pointNames(point.point),
      ...(point.reasons === undefined ? {} : { reasons: point.reasons }),
      ...(point.isOfOther ? { crlIssuer: [general.directory(otherIssuer)] } : {}),
    }),
  ]
}

function pointNames(point: number): Uint8Array[] {
  return [general.uri(`http://crl.example/${point}.crl`)]
}
