import { request } from 'node:http'

/** What a browser on `origin` would send: cookies kept, Origin and Host set. The server is reached at `port` of 127.0.0.1. */
export function createBrowser(origin, port) {
  const cookies = new Map()

  function keepCookies(lines) {
    for (const line of lines ?? []) {
      const [name, value] = line.split(';')[0].split('=', 2)
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
  }

  return {
    cookies,
    /**
     * @param {string} method
     * @param {string} path
     * @param {{ content?: unknown, headers?: Record<string, string> }} [options]
     * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, text: string, json: any }>}
     */
    send(method, path, { content, headers = {} } = {}) {
      const body = content === undefined ? '' : typeof content === 'string' ? content : JSON.stringify(content)
      const all = {
        Host: new URL(origin).host,
        Cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        ...(method === 'GET'
          ? {}
          : { Origin: origin, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
        ...headers,
      }
      return new Promise((resolve, reject) => {
        const outgoing = request({ host: '127.0.0.1', port, method, path, headers: all, agent: false })
        outgoing.on('error', reject)
        outgoing.on('response', async (response) => {
          keepCookies(response.headers['set-cookie'])
          const chunks = []
          for await (const chunk of response) chunks.push(chunk)
          const text = Buffer.concat(chunks).toString('utf8')
          const isJson = response.headers['content-type']?.startsWith('application/json')
          resolve({
            status: response.statusCode,
            headers: response.headers,
            text,
            json: isJson ? JSON.parse(text) : null,
          })
        })
        outgoing.end(body)
      })
    },
  }
}
