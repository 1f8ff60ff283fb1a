import { AppError, type ErrorEntry, type ErrorMembers } from '@/lib/kernel/app-error'
import { type ErrorCode, errorCatalogue, isErrorCode } from './error-codes'

/** Every member may be there, none must: what an error carried is not all stored with its code. */
type StoredEntry = ErrorEntry & {
  params: Readonly<Record<string, 'sometimes'>>
  members: Readonly<Record<keyof ErrorMembers, 'sometimes'>>
}

const catalogue: Readonly<Record<ErrorCode, ErrorEntry>> = errorCatalogue

/** Makes an error of any code. For codes that come from a row or from another error; a new failure is made by its own catalogue. */
export const anyError = AppError.of(catalogue as Readonly<Record<ErrorCode, StoredEntry>>)

/** The error that a stored code stands for; a code that this build does not know is `service.internal`. */
export function restoredError(storedCode: string): AppError<ErrorCode> {
  return anyError(isErrorCode(storedCode) ? storedCode : 'service.internal')
}
