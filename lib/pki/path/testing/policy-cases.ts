import { inhibitAny, mappings, policies, policyConstraints } from './mint-extensions'
import { mintChain, mintLongChain, type PathCase } from './path-case'

const P = '1.2.392.100495.1.5.1.1.3.1'
const Q = '1.2.392.100495.1.5.1.1.0.1'
const any = '2.5.29.32.0'
const explicit = { initialPolicies: [P], explicitPolicy: true }

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
