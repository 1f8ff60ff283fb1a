import { cscError } from '@/lib/wire/csc/csc-shared'

/** Every refusal under /csc. */
export const cscErrorResponse = {
  description: 'Error of the CSC API; `error_description` is the standard’s own text',
  content: { 'application/json': { schema: cscError } },
}
