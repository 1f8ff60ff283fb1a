type Documented = {
  operationId: string
  summary: string
  security?: Record<string, string[]>[]
  parameters?: { name: string; in: string; required?: boolean; example?: unknown; description?: string }[]
  requestBody?: { content: Record<string, { example?: unknown }> }
}
type ReadDocument = {
  info: { title: string }
  servers?: readonly { url: string }[]
  paths?: Record<string, Record<string, Documented>>
}

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

/**
 * The operations of an OpenAPI document as a Postman collection v2.1, which Bruno, Insomnia and Hoppscotch import too: one folder per
 * word, the examples as bodies. Secrets are variables that are empty. The token request keeps its bearer in a variable.
 */
export function toCollection(document: object): object {
  const { info, servers = [], paths = {} } = document as ReadDocument
  const requests = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      folder: folderOf(path),
      item: toItem(method, path, operation),
    })),
  )
  const folders = [...new Set(requests.map(({ folder }) => folder))]
  return {
    info: { name: info.title, schema },
    variable: [
      { key: 'baseUrl', value: servers[0]?.url ?? '' },
      ...['clientId', 'clientSecret', 'accessToken'].map((key) => ({ key, value: '' })),
    ],
    item: folders.map((name) => ({
      name,
      item: requests.flatMap(({ folder, item }) => (folder === name ? [item] : [])),
    })),
  }
}

function toItem(method: string, path: string, operation: Documented) {
  const { operationId, summary, security = [], parameters = [], requestBody } = operation
  const [[mediaType, { example }] = ['', {}]] = Object.entries(requestBody?.content ?? {})
  const needsBearer = security.some((scheme) =>
    ['emrClient', 'frameSession', 'accessToken'].some((name) => name in scheme),
  )
  const headers = parameters.filter((each) => each.in === 'header' && each.required === true)
  return {
    name: operationId,
    ...(operationId === 'issueEmrToken' ? { event: [keepBearer] } : {}),
    request: {
      method: method.toUpperCase(),
      description: summary,
      ...(needsBearer
        ? { auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{accessToken}}', type: 'string' }] } }
        : {}),
      header: [
        ...(mediaType === '' ? [] : [{ key: 'Content-Type', value: mediaType }]),
        ...headers.map(({ name, example: value }) => ({
          key: name,
          value: name === 'idempotency-key' ? '{{$guid}}' : String(value ?? ''),
        })),
      ],
      url: toUrl(path, parameters),
      ...(mediaType === '' ? {} : { body: toBody(mediaType, example) }),
    },
    response: [],
  }
}

function toUrl(path: string, parameters: NonNullable<Documented['parameters']>) {
  const segments = path
    .slice(1)
    .split('/')
    .map((each) => each.replace(/^\{(.+)\}$/, ':$1'))
  const query = parameters.filter((each) => each.in === 'query')
  return {
    raw: `{{baseUrl}}/${segments.join('/')}`,
    host: ['{{baseUrl}}'],
    path: segments,
    query: query.map(({ name, required = false, example = '' }) => ({
      key: name,
      value: String(example),
      disabled: !required,
    })),
    variable: parameters
      .filter((each) => each.in === 'path')
      .map(({ name, example = '' }) => ({ key: name, value: String(example) })),
  }
}

function toBody(mediaType: string, example: unknown) {
  if (mediaType !== 'application/x-www-form-urlencoded') {
    const raw = mediaType === 'application/json' ? JSON.stringify(example, null, 2) : ''
    return { mode: 'raw', raw, options: { raw: { language: 'json' } } }
  }
  const values: Record<string, string> = { client_id: '{{clientId}}', client_secret: '{{clientSecret}}' }
  const fields = Object.entries((example ?? {}) as Record<string, unknown>)
  return {
    mode: 'urlencoded',
    urlencoded: fields.map(([key, value]) => ({ key, value: values[key] ?? String(value), type: 'text' })),
  }
}

/** Run by the client after the token request. */
const keepBearer = {
  listen: 'test',
  script: {
    type: 'text/javascript',
    exec: ["pm.collectionVariables.set('accessToken', pm.response.json().access_token)"],
  },
}

/** `/api/emr/v1/staff/{id}` is of `staff`, `/oauth2/token` of `oauth2`. */
function folderOf(path: string): string {
  return /^\/(?:api\/\w+|csc)\/v\d+\/([^/]+)/.exec(path)?.[1] ?? path.split('/')[1] ?? path
}
