import {
  encodeIa5String,
  encodeInteger,
  encodeNull,
  encodeObjectId,
  encodeSequence,
  encodeUtf8String,
} from '../../der/write-der'
import { OID } from '../../pki.oids'
import { extension, inhibitAny, mappings, policies, policyConstraints } from './mint-extensions'
import { mintChain, mintLongChain, type PathCase } from './path-case'

const P = '1.2.392.100495.1.5.1.1.3.1'
const Q = '1.2.392.100495.1.5.1.1.0.1'
const any = '2.5.29.32.0'
const explicit = { initialPolicies: [P], explicitPolicy: true }

const qualifier = (id: string, ...values: readonly Uint8Array[]) => encodeSequence(encodeObjectId(id), ...values)
const cps = (...values: readonly Uint8Array[]) => qualifier('1.3.6.1.5.5.7.2.1', ...values)
const notice = (...parts: readonly Uint8Array[]) => qualifier('1.3.6.1.5.5.7.2.2', encodeSequence(...parts))
const text = encodeUtf8String('見本の証明書です'.repeat(40))
const reference = encodeSequence(encodeUtf8String('見本認証局'), encodeSequence(encodeInteger(1), encodeInteger(2)))
const unknownQualifier = qualifier('1.2.3.4.5', encodeSequence(encodeInteger(1)))

const soundQualifiers: readonly [title: string, ...Uint8Array[]][] = [
  ['a CPS pointer', cps(encodeIa5String('https://ca.example/cps'))],
  ['a user notice of more than 200 characters', notice(text)],
  ['a reference to a notice', notice(reference, text)],
  ['an empty user notice', notice()],
  ['two qualifiers', cps(encodeIa5String('https://ca.example/cps')), notice(text)],
]
const wrongQualifiers: readonly [title: string, ...Uint8Array[]][] = [
  ['a CPS pointer that is a UTF8String', cps(encodeUtf8String('https://ca.example/cps'))],
  ['a CPS pointer with something behind it', cps(encodeIa5String('https://ca.example/cps'), encodeNull())],
  ['a qualifier without a value', cps()],
  ['a user notice with a number inside', notice(encodeInteger(1))],
  ['a user notice with its parts exchanged', notice(text, reference)],
  ['a reference to a notice without its numbers', notice(encodeSequence(encodeUtf8String('見本認証局')))],
  ['a NULL in place of a qualifier', encodeNull()],
]

/** Certificate policies (RFC 5280 §6.1.3 (d)–(f), §6.1.4 (a), (b), §6.1.5 (g)). */
export const policyCases: readonly PathCase[] = [
  valid('the wanted policy throughout', { ca: [policies(P)], leaf: [policies(P)] }),
  valid('anyPolicy in the CA', { ca: [policies(any)], leaf: [policies(P)] }),
  valid('anyPolicy in the leaf', { ca: [policies(P)], leaf: [policies(any)] }),
  valid('one of two policies wanted', { ca: [policies(P, Q)], leaf: [policies(Q, P)] }),
  missing('leaf without policies', { ca: [policies(P)], leaf: [] }),
  missing('CA without policies', { ca: [], leaf: [policies(P)] }),
  missing('leaf with another policy', { ca: [policies(P, Q)], leaf: [policies(Q)] }),
  missing('test policy under a CA of the policy in use', { ca: [policies(P)], leaf: [policies(Q)] }),
  {
    title: 'test policy under a CA of the policy in use, policies not asked for',
    chain: () => mintChain({ ca: { extensions: [policies(P)] }, leaf: { extensions: [policies(Q)] } }),
    expected: 'VALID',
  },
  missing('anyPolicy of the leaf inhibited by the CA', { ca: [policies(P), inhibitAny(0)], leaf: [policies(any)] }),
  {
    ...missing('anyPolicy inhibited by the question', { ca: [policies(any)], leaf: [policies(P)] }),
    options: { ...explicit, inhibitAnyPolicy: true },
  },
  {
    title: 'policies demanded by the CA alone',
    chain: () => mintChain({ ca: { extensions: [policies(P), policyConstraints({ explicit: 0 })] } }),
    expected: 'INVALID',
    code: 'policy_missing',
  },
  {
    title: 'policies demanded by the CA alone, given',
    chain: () =>
      mintChain({
        ca: { extensions: [policies(P), policyConstraints({ explicit: 0 })] },
        leaf: { extensions: [policies(P)] },
      }),
    expected: 'VALID',
  },
  mapped('policy mapped by the upper CA', { upper: [policies(P), mappings([P, Q])], expected: 'VALID' }),
  mapped('mapping inhibited by the question', {
    upper: [policies(P), mappings([P, Q])],
    options: { ...explicit, inhibitPolicyMapping: true },
    expected: 'INVALID',
  }),
  mapped('mapping inhibited by the CA above', {
    upper: [policies(any), policyConstraints({ mapping: 0 })],
    lower: [policies(P), mappings([P, Q])],
    expected: 'INVALID',
  }),
  mapped('mapping under anyPolicy', { upper: [policies(any), mappings([P, Q])], expected: 'VALID' }),
  mapped('mapping to anyPolicy', {
    upper: [policies(P), mappings([P, any])],
    lower: [policies(P)],
    leaf: [policies(P)],
    expected: 'INVALID',
    code: 'policy_mapping_invalid',
  }),
  {
    title: 'the same policy twice',
    chain: () => mintChain({ ca: { extensions: [policies(P)] }, leaf: { extensions: [policies(P, P)] } }),
    options: explicit,
    expected: 'INVALID',
    code: 'extension_malformed',
  },
  ...soundQualifiers.map(([title, ...qualifiers]) =>
    valid(`critical policies with ${title}`, {
      ca: [policies(P)],
      leaf: [qualifiedPolicies({ policy: P, qualifiers, isCritical: true })],
    }),
  ),
  valid('an unknown qualifier in policies that are not critical', {
    ca: [policies(P)],
    leaf: [qualifiedPolicies({ policy: P, qualifiers: [unknownQualifier], isCritical: false })],
  }),
  {
    title: 'an unknown qualifier in critical policies',
    chain: () =>
      mintChain({
        leaf: { extensions: [qualifiedPolicies({ policy: P, qualifiers: [unknownQualifier], isCritical: true })] },
      }),
    expected: 'INVALID',
    code: 'policy_qualifier_unknown',
    openssl: { accepts: true, why: 'RFC 5280 §4.2.1.4: must be interpreted or refused; openssl reads no qualifiers' },
  },
  ...wrongQualifiers.flatMap(([title, ...qualifiers]) =>
    [true, false].map(
      (isCritical): PathCase => ({
        title: `${title} in ${isCritical ? 'critical' : 'other'} policies`,
        chain: () => mintChain({ leaf: { extensions: [qualifiedPolicies({ policy: P, qualifiers, isCritical })] } }),
        options: { initialPolicies: [P] },
        expected: 'INVALID',
        code: 'extension_malformed',
      }),
    ),
  ),
  {
    title: 'an empty list of qualifiers',
    chain: () =>
      mintChain({ leaf: { extensions: [qualifiedPolicies({ policy: P, qualifiers: [], isCritical: true })] } }),
    expected: 'INVALID',
    code: 'extension_malformed',
    openssl: { accepts: true, why: 'RFC 5280 §4.2.1.4: at least one' },
  },
  {
    title: 'a policy tree of thousands of nodes',
    chain: () =>
      mintLongChain({ upper: explosive, lower: explosive, leaf: { extensions: [policies(...manyPolicies)] } }),
    options: { initialPolicies: ['1.2.3.1'], explicitPolicy: true },
    expected: 'INDETERMINATE',
    code: 'policy_limit_reached',
  },
]

const manyPolicies = Array.from({ length: 40 }, (_, index) => `1.2.3.${index + 1}`)
const explosive = {
  extensions: [
    policies(...manyPolicies),
    mappings(...manyPolicies.flatMap((from) => manyPolicies.slice(0, 6).map((to) => [from, to] as const))),
  ],
}

function qualifiedPolicies({
  policy,
  qualifiers,
  isCritical,
}: {
  policy: string
  qualifiers: readonly Uint8Array[]
  isCritical: boolean
}) {
  const information = encodeSequence(encodeObjectId(policy), encodeSequence(...qualifiers))
  return extension(OID.certificatePolicies, encodeSequence(information), isCritical)
}

type Extensions = readonly ReturnType<typeof policies>[]

function valid(title: string, { ca, leaf }: { ca: Extensions; leaf: Extensions }): PathCase {
  const chain = () => mintChain({ ca: { extensions: ca }, leaf: { extensions: leaf } })
  return { title, chain, options: explicit, expected: 'VALID' }
}

function missing(title: string, parts: { ca: Extensions; leaf: Extensions }): PathCase {
  return { ...valid(title, parts), expected: 'INVALID', code: 'policy_missing' }
}

type Mapped = Pick<PathCase, 'expected' | 'code' | 'options'> & {
  upper: Extensions
  lower?: Extensions
  leaf?: Extensions
}

function mapped(title: string, { upper, lower = [policies(Q)], leaf = [policies(Q)], ...rest }: Mapped): PathCase {
  const code = rest.expected === 'VALID' ? {} : { code: rest.code ?? ('policy_missing' as const) }
  const chain = () =>
    mintLongChain({ upper: { extensions: upper }, lower: { extensions: lower }, leaf: { extensions: leaf } })
  return { title, chain, options: explicit, ...rest, ...code }
}
