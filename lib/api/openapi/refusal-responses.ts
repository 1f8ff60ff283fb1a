import type { RouteConfig } from '@hono/zod-openapi'
import { isErrorCode } from '@/lib/problem/error-codes'
import { errorTexts } from '@/lib/problem/error-texts'
import { problemAnswer } from '../answers'
import { cscErrorResponse } from '../csc/csc-declarations'
import { oauthErrorResponse } from '../oauth/oauth-declarations'
import type { Declaration } from '../operations/declaration'
import { type RefusalForm, refusalFormOf, refusalsByStatus } from './refusals'

/** The codes of one status, in the document's response of that status. */
const errorCodesKey = 'x-error-codes'

/** The responses of an operation's document for every status that it refuses with: the codes, and one of them as the example. */
export function refusalResponses(declaration: Declaration): RouteConfig['responses'] {
  const form = refusalFormOf(declaration.path)
  return Object.fromEntries(
    [...refusalsByStatus(declaration)].map(([status, codes]) => [status, refusalResponse(form, status, codes)]),
  )
}

const forms = {
  problem: { mediaType: 'application/problem+json', schema: problemAnswer.content['application/problem+json'].schema },
  oauth: { mediaType: 'application/json', schema: oauthErrorResponse.content['application/json'].schema },
  csc: { mediaType: 'application/json', schema: cscErrorResponse.content['application/json'].schema },
} as const

function refusalResponse(form: RefusalForm, status: string, codes: readonly string[]) {
  const { mediaType, schema } = forms[form]
  const [first = ''] = codes
  const example = form === 'problem' ? problemExample(first, Number(status)) : { error: first }
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    [errorCodesKey]: codes,
    content: { [mediaType]: { schema, example } },
  }
}

/** A problem document with the text of its code; a place that an answer fills is shown as an ellipsis. */
function problemExample(code: string, status: number) {
  if (!isErrorCode(code)) throw new Error(`${code} is in no catalogue`)
  const { title, detail, nextStep } = errorTexts.en[code]
  const shown = (text: string) => text.replace(/\{\w+\}/g, '…')
  return {
    type: `https://shomei.hospital.example.jp/docs/errors#${code}`,
    title,
    status,
    code,
    detail: shown(detail),
    ...(nextStep === undefined ? {} : { next_step: shown(nextStep) }),
    request_id: 'req_AAAAAAAAAAAAAAAAAAAAAA',
  }
}
