/** `none`: an unproven statement is a label. `wanted`: it is a warning. `required`: it is refused. */
export const attestationPolicies = ['none', 'wanted', 'required'] as const

export type AttestationPolicy = (typeof attestationPolicies)[number]

export function isAttestationPolicy(value: unknown): value is AttestationPolicy {
  return attestationPolicies.some((word) => word === value)
}
