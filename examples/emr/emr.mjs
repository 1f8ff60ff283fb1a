import { createAccounts, hashPasswords } from './accounts.mjs'
import { chartRoutes } from './chart-routes.mjs'
import { openDesk } from './desk.mjs'
import { createFacilityClient, FacilityError } from './facility-client.mjs'
import { Refusal, readJson, sendFile, sendJson } from './http-exchange.mjs'
import { sendPage } from './pages.mjs'
import { createNationalServiceClient, NationalServiceError } from './prescriptions/national-service-client.mjs'
import { prescriptionRoutes } from './prescriptions/prescription-routes.mjs'
import { AuthenticationRequired, createPrescriptions } from './prescriptions/prescriptions.mjs'
import { sessionRoutes } from './session-routes.mjs'
import { createSessions } from './sessions.mjs'
import { signInRoutes } from './sign-in-routes.mjs'

const assetPath = /^\/assets\/([a-z-]+\.(?:css|js|svg))$/
const routes = [...sessionRoutes, ...chartRoutes, ...prescriptionRoutes, ...signInRoutes].map((route) => ({
  ...route,
  pattern: toPattern(route.line),
}))

/**
 * The EMR as a request listener for node:http.
 * @param {import('./settings.mjs').Settings} settings
 * @param {{ now?: () => Date, accounts?: Map<string, import('./accounts.mjs').Account> }} [environment]
 */
export async function createEmr(settings, { now = () => new Date(), accounts } = {}) {
  const context = {
    settings,
    now,
    accounts: createAccounts(accounts ?? (await hashPasswords(settings.users)), now),
    sessions: createSessions(now),
    prescriptions: createPrescriptions(now),
    nationalService: settings.nationalServiceUrl ? createNationalServiceClient(settings.nationalServiceUrl) : null,
    facilities: new Map(
      settings.clients.map((client) => [client.facilityCode, createFacilityClient({ ...settings, client, now })]),
    ),
  }
  return (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Referrer-Policy', 'no-referrer')
    answer(context, request, response).catch((error) => sendProblem(response, error))
  }
}

async function answer(context, request, response) {
  const { origin } = context.settings
  if (request.headers.host !== new URL(origin).host) throw new Refusal(421, 'request.host', 'ホスト名が違います。')
  const url = new URL(request.url ?? '/', origin)
  const isRead = request.method === 'GET'
  if (url.pathname.startsWith('/api/')) {
    if (!isRead && request.headers.origin !== origin) throw new Refusal(403, 'request.origin', 'この操作はできません。')
    return answerApi(context, request, response, `${request.method} ${url.pathname}`)
  }
  if (!isRead) throw new Refusal(405, 'request.method', 'この操作はできません。')
  const asset = assetPath.exec(url.pathname)?.[1]
  return asset ? sendFile(response, asset) : sendPage(context, request, response, url)
}

async function answerApi(context, request, response, line) {
  for (const route of routes) {
    const match = route.pattern.exec(line)
    if (!match) continue
    const desk = route.isOpen ? null : openDesk(context, request)
    const content = request.method === 'GET' ? {} : await readJson(request)
    const result = await route.answer({ context, desk, content, id: match[1], request, response })
    return route.sendsItself ? undefined : sendJson(response, 200, result)
  }
  throw new Refusal(404, 'page.unknown', 'ページがみつかりません。')
}

/** `:id` stands for digits, letters and hyphens. */
function toPattern(line) {
  return new RegExp(`^${line.replace(':id', '([0-9A-Za-z-]{1,64})')}$`)
}

function sendProblem(response, error) {
  if (error instanceof Refusal) return sendJson(response, error.status, { code: error.code, detail: error.detail })
  if (error instanceof AuthenticationRequired) {
    const problem = { code: 'authentication_required', detail: '国家資格認証が必要です。' }
    return sendJson(response, 409, problem)
  }
  if (error instanceof FacilityError) {
    const detail = error.detail || '認証システムから正しい応答がありません。'
    return sendJson(response, 502, { code: error.code, detail, ways_on: error.waysOn, faults: error.faults })
  }
  if (error instanceof NationalServiceError) {
    return sendJson(response, 502, { code: error.code, detail: error.detail })
  }
  if (error.code === 'ENOENT')
    return sendJson(response, 404, { code: 'page.unknown', detail: 'ページがみつかりません。' })
  console.error(error)
  sendJson(response, 500, { code: 'emr.failed', detail: '処理できませんでした。' })
}
