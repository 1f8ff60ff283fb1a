import type { DescribedOperation } from './describe-operations'

type Asked = Pick<DescribedOperation, 'method' | 'path' | 'pathExamples' | 'requiredHeaders' | 'bodies' | 'showsBearer'>

/** The path with the examples of its places. */
export function examplePath({ path, pathExamples }: Pick<Asked, 'path' | 'pathExamples'>): string {
  return path.replace(/\{(\w+)\}/g, (place, name: string) => pathExamples[name] ?? place)
}

/** One command for a POSIX shell, with the example as its body; `$TOKEN` is the bearer. */
export function toCurl(operation: Asked, origin: string): string {
  const { method, bodies, requiredHeaders, showsBearer } = operation
  const [body] = bodies
  const parts = [
    `curl -sS${method === 'GET' ? '' : ` -X ${method}`} ${quote(`${origin}${examplePath(operation)}`)}`,
    ...(showsBearer ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...Object.entries(requiredHeaders).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : bodyParts(body)),
  ]
  return parts.join(' \\\n  ')
}

function bodyParts({ mediaType, example }: Asked['bodies'][number]): string[] {
  if (mediaType === 'application/x-www-form-urlencoded') {
    return Object.entries((example ?? {}) as Record<string, unknown>).map(
      ([name, value]) => `--data-urlencode ${quote(`${name}=${String(value)}`)}`,
    )
  }
  const type = `-H ${quote(`Content-Type: ${mediaType}`)}`
  if (mediaType !== 'application/json') return [type, '--data-binary @request.bin']
  return [type, `-d ${quote(JSON.stringify(example, null, 2))}`]
}

/** In single quotes, where a shell reads nothing. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
