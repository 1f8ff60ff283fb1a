/** A use that must not compile, its allowed twin, and the diagnostic that names the mistake. */
export type WrongUse = { name: string; imports: string; wrong: string; right: string; code: string; says: string }

const claims = "import { claimError } from '@/lib/authority/claims/claim.errors'"
const cards = "import { notificationCardError } from '@/lib/authority/notification-cards/notification-card.errors'"
const requests = "import { requestError } from '@/lib/kernel/request.errors'"
const staff = "import { staffError } from '@/lib/facility/staff/staff.errors'"
const signing = "import { signingError } from '@/lib/facility/signing/signing.errors'"
const kernel = "import { AppError, type ErrorCatalogue } from '@/lib/kernel/app-error'"
const tables = "import type { CodeOf, RefusalCode } from '@/lib/browser/refusal-codes'"
const texts = [
  "import { errors as ja } from '@/lib/messages/ja/errors'",
  "import type { ErrorText } from '@/lib/messages/ja/error-text'",
  "import type { ErrorCode } from '@/lib/problem/error-codes'",
].join('\n')

const wrongErrors: readonly WrongUse[] = [
  {
    name: 'a misspelt code',
    imports: claims,
    wrong: "throw claimError('claim.invlid')",
    right: "throw claimError('claim.invalid')",
    code: 'TS2345',
    says: '"claim.invlid"',
  },
  {
    name: 'a code of another catalogue',
    imports: claims,
    wrong: "throw claimError('holder.disabled')",
    right: "throw claimError('claim.taken')",
    code: 'TS2345',
    says: '"holder.disabled"',
  },
  {
    name: 'an error without its catalogue',
    imports: `${kernel}\n${claims}`,
    wrong: "throw new AppError('claim.invalid', {})",
    right: "throw claimError('claim.invalid', {})",
    code: 'TS2673',
    says: 'private',
  },
  {
    name: 'a misspelt code in a question',
    imports: claims,
    wrong: "export const isTaken = (error: unknown) => claimError.is(error, 'claim.took')",
    right: "export const isTaken = (error: unknown) => claimError.is(error, 'claim.taken')",
    code: 'TS2345',
    says: '"claim.took"',
  },
  {
    name: 'no value for a place of the text',
    imports: cards,
    wrong: "throw notificationCardError('notification_card.wrong_password', { params: {} })",
    right: "throw notificationCardError('notification_card.wrong_password', { params: { tries: 3 } })",
    code: 'TS2322',
    says: "'tries'",
  },
  {
    name: 'a member that every error of the code has is left out',
    imports: requests,
    wrong: "throw requestError('request.rate_limited', { params: { seconds: 5 } })",
    right: "throw requestError('request.rate_limited', { params: { seconds: 5 }, retryAfterSeconds: 5 })",
    code: 'TS2345',
    says: "'retryAfterSeconds'",
  },
  {
    name: 'a member that the code does not declare',
    imports: staff,
    wrong: "throw staffError('staff.unknown', { retryAfterSeconds: 5 })",
    right: "throw staffError('staff.unknown', { detail: 'left' })",
    code: 'TS2353',
    says: "'retryAfterSeconds'",
  },
  {
    name: 'a way on that is none',
    imports: signing,
    wrong: "throw signingError('signing.not_set_up', { waysOn: ['papers'] })",
    right: "throw signingError('signing.not_set_up', { waysOn: ['paper'] })",
    code: 'TS2820',
    says: '"papers"',
  },
  {
    name: 'a catalogue with a status that no problem document has',
    imports: kernel,
    wrong: "export const e = { 'claim.odd': { status: 418, log: 'info' } } as const satisfies ErrorCatalogue",
    right: "export const e = { 'claim.odd': { status: 409, log: 'info' } } as const satisfies ErrorCatalogue",
    code: 'TS2322',
    says: '418',
  },
  {
    name: 'a code without a text',
    imports: texts,
    wrong: "const { 'claim.taken': _, ...others } = ja\nexport const all: Record<ErrorCode, ErrorText> = others",
    right: 'export const all: Record<ErrorCode, ErrorText> = ja',
    code: 'TS2741',
    says: '\'"claim.taken"\'',
  },
]

const wrongTables: readonly WrongUse[] = [
  {
    name: 'a table of a screen that forgets a code of its word',
    imports: tables,
    wrong: "export const t: Record<CodeOf<'service'>, boolean> = { 'service.internal': true }",
    right:
      "export const t: Record<CodeOf<'service'>, boolean> = { 'service.internal': true, 'service.unavailable': false }",
    code: 'TS2741',
    says: '\'"service.unavailable"\'',
  },
  {
    name: 'a table of a screen with a code that is none',
    imports: tables,
    wrong: "export const t: Partial<Record<RefusalCode, boolean>> = { 'claim.invlid': true }",
    right: "export const t: Partial<Record<RefusalCode, boolean>> = { 'claim.invalid': true }",
    code: 'TS2353',
    says: "'claim.invlid'",
  },
  {
    name: 'a comparison of a refusal with a code that is none',
    imports: "import type { Problem } from '@/lib/browser/api-client'",
    wrong: "export const isTaken = (problem: Problem) => problem.code === 'claim.took'",
    right: "export const isTaken = (problem: Problem) => problem.code === 'claim.taken'",
    code: 'TS2367',
    says: '"claim.took"',
  },
]

const methods = "import type { SignInMethod } from '@/lib/vocabulary/sign-in-method'"
const roles = "import type { FacilityConsoleRole } from '@/lib/vocabulary/console-role'"

const wrongWords: readonly WrongUse[] = [
  {
    name: 'an id of another kind of record',
    imports: "import { type Id, newId } from '@/lib/kernel/ids'",
    wrong: "export const staffKey: Id<'staff'> = newId('terminal')",
    right: "export const staffKey: Id<'staff'> = newId('staff')",
    code: 'TS2322',
    says: 'ter_$',
  },
  {
    name: 'the code of the hospital as the key of a row',
    imports: "import type { Id } from '@/lib/kernel/ids'",
    wrong: "export const keyOf = (staffCode: string): Id<'staff'> => staffCode",
    right: "export const keyOf = (staffKey: Id<'staff'>): Id<'staff'> => staffKey",
    code: 'TS2322',
    says: 'stf_$',
  },
  {
    name: 'a word outside the vocabulary',
    imports: "import type { Profession } from '@/lib/vocabulary/profession'",
    wrong: "export const profession: Profession = 'nurse'",
    right: "export const profession: Profession = 'pharmacist'",
    code: 'TS2322',
    says: '"nurse"',
  },
  {
    name: 'a second spelling of a console role',
    imports: roles,
    wrong: "export const role: FacilityConsoleRole = 'helpdesk'",
    right: "export const role: FacilityConsoleRole = 'help_desk'",
    code: 'TS2820',
    says: '"helpdesk"',
  },
  {
    name: 'a profession as a console role',
    imports: roles,
    wrong: "export const role: FacilityConsoleRole = 'physician'",
    right: "export const role: FacilityConsoleRole = 'administrator'",
    code: 'TS2322',
    says: '"physician"',
  },
  {
    name: 'a screen without a text for one word',
    imports: methods,
    wrong: "export const t: Record<SignInMethod, string> = { fido: 'F', hpki_card: 'H' }",
    right: "export const t: Record<SignInMethod, string> = { fido: 'F', hpki_card: 'H', my_number_card: 'M' }",
    code: 'TS2741',
    says: "'my_number_card'",
  },
  {
    name: 'an answer with a status that the wire does not have',
    imports: "import type { SignInStatus } from '@/lib/wire/emr'",
    wrong: "export const status: SignInStatus['status'] = 'signedin'",
    right: "export const status: SignInStatus['status'] = 'signed_in'",
    code: 'TS2820',
    says: '"signedin"',
  },
]

export const wrongUses: readonly WrongUse[] = [...wrongErrors, ...wrongTables, ...wrongWords]
