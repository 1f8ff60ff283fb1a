import type { Context } from 'hono'
import { messagesFor } from '@/lib/messages/messages-for'
import { infoRequest } from '@/lib/wire/csc/csc-shared'
import { infoAnswer as infoAnswerV1 } from '@/lib/wire/csc/csc-v1'
import { infoAnswer as infoAnswerV2 } from '@/lib/wire/csc/csc-v2'
import { jsonAnswer } from '../answers'
import { type Operation, operation } from '../operations/operation'
import type { ApiEnvironment } from '../router'
import { optionalString } from './csc-arguments'
import { cscErrorResponse } from './csc-declarations'
import { type CscVersion, cscWords } from './csc-version'
import { readCscBody } from './read-csc-body'
import { signAlgorithms } from './sign-algorithm'

/** Where the logo of `info` is served. */
export const logoPath = '/csc/logo.png'

/** `info` by POST as the standard says, and by GET as clients do. `methods` are those that are offered. */
export function infoOperations(version: CscVersion, methods: readonly string[]): readonly Operation[] {
  const declared = {
    caller: 'nobody',
    cost: { ms: 2 },
    isBodyUnchecked: true,
    path: `/csc/v${version}/info`,
    summary: 'What this signing service is and offers',
    errors: [],
    responses: {
      200: jsonAnswer('The service', version === 1 ? infoAnswerV1 : infoAnswerV2),
      default: cscErrorResponse,
    },
  } as const
  const body = { content: { 'application/json': { schema: infoRequest } } }
  return [
    operation({ ...declared, operationId: `readCscV${version}Info`, method: 'post', request: { body } }, async (c) => {
      const lang = optionalString(await readCscBody(c), 'lang') ?? 'en-US'
      return c.json(describeService(c, version, methods, lang), 200)
    }),
    operation({ ...declared, operationId: `getCscV${version}Info`, method: 'get' }, (c) =>
      c.json(describeService(c, version, methods, c.var.locale), 200),
    ),
  ]
}

function describeService(c: Context<ApiEnvironment>, version: CscVersion, methods: readonly string[], lang: string) {
  const isJapanese = /^ja(-|$)/i.test(lang)
  const { name, description } = messagesFor(isJapanese ? 'ja' : 'en').docs.signingService
  const facts = {
    specs: cscWords[version].specs,
    name,
    logo: `${c.var.authority.settings.authorityUrl}${logoPath}`,
    region: 'JP',
    lang: isJapanese ? 'ja-JP' : 'en-US',
    description,
    authType: ['external'],
    methods: [...methods],
  }
  if (version === 1) return facts
  return {
    ...facts,
    asynchronousOperationMode: false,
    validationInfo: false,
    signAlgorithms: { algos: [...new Set(Object.values(signAlgorithms).flat())] },
    signature_formats: { formats: [], envelope_properties: [] },
    conformance_levels: [],
  }
}
