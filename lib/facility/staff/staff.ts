export type StaffRole = 'physician' | 'dentist' | 'pharmacist' | 'clerk' | 'administrator'

/** Roles whose prescriptions are signed: they are expected to sign in each day. */
export const signingRoles: readonly StaffRole[] = ['physician', 'dentist', 'pharmacist']
