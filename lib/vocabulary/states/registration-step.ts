/** Step of a registration. `bind`: no phone yet · `trial`: bound, trial sign-in to come · `done`: registered. */
export const registrationSteps = ['bind', 'trial', 'done'] as const

export type RegistrationStep = (typeof registrationSteps)[number]

export function isRegistrationStep(value: unknown): value is RegistrationStep {
  return registrationSteps.some((word) => word === value)
}
