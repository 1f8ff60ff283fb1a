import fc from 'fast-check'
import { type Minted, mintCertificate } from './mint'
import {
  altNames,
  caConstraints,
  general,
  inhibitAny,
  type MintedExtension,
  mappings,
  nameConstraints,
  policies,
  policyConstraints,
} from './mint-extensions'
import type { Chain } from './path-case'

const named = ['1.2.3.1', '1.2.3.2', '1.2.3.3'] as const
const hosts = ['www.a.jp', 'a.jp', 'x.b.jp', 'b.jp', 'c.www.a.jp'] as const

const optional = <Value>(value: fc.Arbitrary<Value>, freq: number) => fc.option(value, { nil: undefined, freq })
const hostList = fc.uniqueArray(fc.constantFrom(...hosts), { minLength: 1, maxLength: 2 })
const skipCerts = optional(fc.nat(2), 1)

/** What one certificate may say about policies, names and path length, and what key it has. */
const part = fc.record({
  policies: optional(fc.uniqueArray(fc.constantFrom(...named, '2.5.29.32.0'), { minLength: 1, maxLength: 4 }), 6),
  mappings: optional(
    fc.array(fc.tuple(fc.constantFrom(...named), fc.constantFrom(...named)), { minLength: 1, maxLength: 3 }),
    1,
  ),
  explicit: skipCerts,
  inhibitMapping: skipCerts,
  inhibitAny: skipCerts,
  pathLength: optional(fc.nat(3), 1),
  permitted: optional(hostList, 1),
  excluded: optional(hostList, 1),
  isSelfIssued: fc.boolean(),
  key: fc.constantFrom('rsa', 'ec', 'ec'),
})
type Part = typeof part extends fc.Arbitrary<infer Value> ? Value : never

const rarely = fc.constantFrom(false, false, false, true)

/** What a chain of one to four CAs says of policies, mappings, constraints and roll-overs, and a question about it. */
export const randomChain = fc.record({
  cas: fc.array(part, { minLength: 1, maxLength: 4 }),
  leaf: part,
  leafHosts: hostList,
  options: fc.record({
    initialPolicies: fc.oneof(
      fc.constant(['2.5.29.32.0']),
      fc.uniqueArray(fc.constantFrom<string>(...named), { minLength: 1 }),
    ),
    explicitPolicy: fc.boolean(),
    inhibitPolicyMapping: rarely,
    inhibitAnyPolicy: rarely,
  }),
})

type Plan = Omit<typeof randomChain extends fc.Arbitrary<infer Value> ? Value : never, 'options'>

export function mintRandomChain({ cas, leaf: leafPart, leafHosts }: Plan): Chain {
  const root = mintCertificate({ name: 'CN=Root', key: 'ec:root', isCa: true })
  const made: Minted[] = []
  for (const [index, ca] of cas.entries()) {
    const issuer = made.at(-1) ?? root
    const name = ca.isSelfIssued && made.length > 0 ? issuer.name : `CN=CA ${index}`
    const key = `${ca.key}:random${index}` as const
    made.push(mintCertificate({ name, key, isCa: true, issuer, extensions: extensionsOfCa(ca) }))
  }
  const extensions = [...policiesOf(leafPart), altNames(...leafHosts.map(general.dns))]
  const leaf = mintCertificate({ name: 'CN=Leaf', key: 'ec:leaf', issuer: made.at(-1) ?? root, extensions })
  return { leaf, intermediates: made, anchors: [root] }
}

function extensionsOfCa(ca: Part): MintedExtension[] {
  const { permitted, excluded, explicit, inhibitMapping } = ca
  const limits = {
    ...(permitted === undefined ? {} : { permitted: permitted.map(general.dns) }),
    ...(excluded === undefined ? {} : { excluded: excluded.map(general.dns) }),
  }
  const demands = {
    ...(explicit === undefined ? {} : { explicit }),
    ...(inhibitMapping === undefined ? {} : { mapping: inhibitMapping }),
  }
  return [
    caConstraints(ca.pathLength),
    ...policiesOf(ca),
    ...(ca.mappings === undefined ? [] : [mappings(...ca.mappings)]),
    ...(Object.keys(demands).length === 0 ? [] : [policyConstraints(demands)]),
    ...(ca.inhibitAny === undefined ? [] : [inhibitAny(ca.inhibitAny)]),
    ...(Object.keys(limits).length === 0 ? [] : [nameConstraints(limits)]),
  ]
}

function policiesOf(spec: Part): MintedExtension[] {
  return spec.policies === undefined ? [] : [policies(...spec.policies)]
}
