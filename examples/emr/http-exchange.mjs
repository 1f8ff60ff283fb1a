import { readFile } from 'node:fs/promises'

const MAX_BODY_BYTES = 65_536
const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** An answer that ends a request: thrown anywhere, sent as JSON with `code` and `detail`. */
export class Refusal extends Error {
  constructor(status, code, detail) {
    super(code)
    this.status = status
    this.code = code
    this.detail = detail
  }
}

export function sendJson(response, status, content, headers = {}) {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  })
  response.end(JSON.stringify(content))
}

/** Sends bytes to be saved under `name`. */
export function sendDownload(response, name, type, octets) {
  response.writeHead(200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
  })
  response.end(octets)
}

export function redirect(response, location, headers = {}) {
  response.writeHead(303, { Location: location, 'Cache-Control': 'no-store', ...headers })
  response.end()
}

/** Sends a file of `public/`; `{{name}}` in pages is replaced by `values`, escaped for HTML. */
export async function sendFile(response, name, { values = {}, headers = {} } = {}) {
  const content = await readFile(new URL(`./public/${name}`, import.meta.url), 'utf8')
  const filled = content.replace(/\{\{(\w+)\}\}/g, (_match, key) => escapeHtml(values[key] ?? ''))
  const extension = name.slice(name.lastIndexOf('.') + 1)
  response.writeHead(200, { 'Content-Type': types[extension], 'Cache-Control': 'no-store', ...headers })
  response.end(filled)
}

/** The JSON object in the body; a Refusal for anything else. */
export async function readJson(request) {
  if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'request.not_json', 'JSON を送信してください。')
  }
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new Refusal(413, 'request.too_large', '送信内容が大きすぎます。')
    chunks.push(chunk)
  }
  const content = parseJson(Buffer.concat(chunks).toString('utf8'))
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new Refusal(400, 'request.malformed', '送信内容を読み取れません。')
  }
  return content
}

/** A text field of the body, at most `maxLength` long. */
export function textField(content, name, maxLength = 200) {
  const value = content[name]
  if (typeof value === 'string' && value !== '' && value.length <= maxLength) return value
  throw new Refusal(400, 'request.malformed', `${name} を確認してください。`)
}

export function readCookie(request, name) {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value) return value
  }
  return null
}

function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
