import { type ErrorCode, errorCatalogue, errorEntry, isErrorCode } from './error-codes'

export type ListedError = { code: ErrorCode; status: number }

/** Every code with its status, by the domain word before the dot; words and codes in the order of the alphabet. */
export function listErrors(): { word: string; errors: ListedError[] }[] {
  const codes = Object.keys(errorCatalogue).filter(isErrorCode).sort()
  const words = [...new Set(codes.map((code) => wordOf(code)))]
  return words.map((word) => ({
    word,
    errors: codes.filter((code) => wordOf(code) === word).map((code) => ({ code, status: errorEntry(code).status })),
  }))
}

function wordOf(code: string): string {
  return code.split('.')[0] ?? code
}
