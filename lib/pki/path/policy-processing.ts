import { type Certificate, isSelfIssued } from '../certificate'
import type { PkiFindingCode } from '../pki.findings'
import { OID } from '../pki.oids'
import {
  growPolicyTree,
  intersectPolicies,
  isTreeNull,
  mapPolicies,
  type PolicyTree,
  plantPolicyTree,
} from './policy-tree'

/** The policy variables of RFC 5280 §6.1.2 (a), (d), (e), (f). */
export type PolicyState = { tree: PolicyTree; explicitPolicy: number; policyMapping: number; inhibitAnyPolicy: number }

/** RFC 5280 §6.1.2 for a path of `length` certificates. */
export function startPolicies(
  length: number,
  initial: { explicitPolicy?: boolean; inhibitPolicyMapping?: boolean; inhibitAnyPolicy?: boolean },
): PolicyState {
  return {
    tree: plantPolicyTree(),
    explicitPolicy: initial.explicitPolicy ? 0 : length + 1,
    policyMapping: initial.inhibitPolicyMapping ? 0 : length + 1,
    inhibitAnyPolicy: initial.inhibitAnyPolicy ? 0 : length + 1,
  }
}

/** RFC 5280 §6.1.3 (d)–(f). @throws {PolicyTreeTooLarge} */
export function processPolicies(state: PolicyState, certificate: Certificate, isLast: boolean): PkiFindingCode | null {
  const isAnyPolicyTaken = state.inhibitAnyPolicy > 0 || (!isLast && isSelfIssued(certificate))
  growPolicyTree(state.tree, certificate.policies, isAnyPolicyTaken)
  return state.explicitPolicy > 0 || !isTreeNull(state.tree) ? null : 'policy_missing'
}

/** RFC 5280 §6.1.4 (a), (b), (h), (i), (j): before the next certificate. @throws {PolicyTreeTooLarge} */
export function preparePolicies(state: PolicyState, certificate: Certificate): PkiFindingCode | null {
  const { policyMappings, policyConstraints } = certificate
  const isAnyMapped = policyMappings.some((mapping) => Object.values(mapping).includes(OID.anyPolicy))
  mapPolicies(state.tree, policyMappings, state.policyMapping > 0)
  if (!isSelfIssued(certificate)) {
    state.explicitPolicy = Math.max(0, state.explicitPolicy - 1)
    state.policyMapping = Math.max(0, state.policyMapping - 1)
    state.inhibitAnyPolicy = Math.max(0, state.inhibitAnyPolicy - 1)
  }
  state.explicitPolicy = Math.min(state.explicitPolicy, policyConstraints?.requireExplicitPolicy ?? Infinity)
  state.policyMapping = Math.min(state.policyMapping, policyConstraints?.inhibitPolicyMapping ?? Infinity)
  state.inhibitAnyPolicy = Math.min(state.inhibitAnyPolicy, certificate.inhibitAnyPolicy ?? Infinity)
  return isAnyMapped ? 'policy_mapping_invalid' : null
}

/**
 * RFC 5280 §6.1.5 (a), (b), (g): after the last certificate.
 * @returns the user-constrained-policy-set and what is wrong
 */
export function wrapUpPolicies(
  state: PolicyState,
  last: Certificate,
  initialPolicies: readonly string[],
): { policies: string[]; finding: PkiFindingCode | null } {
  const isExplicit = state.explicitPolicy <= 1 || last.policyConstraints?.requireExplicitPolicy === 0
  const policies = intersectPolicies(state.tree, initialPolicies)
  return { policies, finding: isExplicit && policies.length === 0 ? 'policy_missing' : null }
}
