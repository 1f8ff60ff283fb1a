import { request } from 'node:http'
import type { Settings } from '@/lib/config/settings'
import type { Locale } from '@/lib/messages/locale'
import type { MadePage } from './kept-pages'
import { sideOfPage } from './page-gate'

type Own = {
  /** Where this process listens. */
  host: string
  port: number
  settings: Pick<Settings, 'role' | 'authorityUrl' | 'facilityUrl'>
  /** Header and value that only this process knows: the framework answers, not the memory. */
  pass: { header: string; value: string }
  longestMs: number
}

/** Has the framework make a page by a request of this process to itself, as a browser without anything of its own would ask. */
export function makePage(
  { host: address, port, settings, pass, longestMs }: Own,
  pathname: string,
  locale: Locale,
): Promise<MadePage> {
  const side = sideOfPage(pathname)
  const isFacility = side === 'facility' || (side === 'both' && settings.role === 'facility')
  const { host } = new URL(isFacility ? settings.facilityUrl : settings.authorityUrl)
  const headers = { host, [pass.header]: pass.value }
  return new Promise((resolve, reject) => {
    const call = request(
      { host: address, port, path: `${pathname}?lang=${locale}`, headers, agent: false, timeout: longestMs },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const policy = String(answer.headers['content-security-policy'] ?? '')
          resolve({
            status: answer.statusCode ?? 0,
            contentType: answer.headers['content-type'] ?? 'application/octet-stream',
            body: Buffer.concat(chunks),
            nonce: /'nonce-([A-Za-z0-9+/=]+)'/.exec(policy)?.[1] ?? null,
          })
        })
      },
    )
    call.on('timeout', () => call.destroy(new Error('the page was not made in time')))
    call.on('error', reject)
    call.end()
  })
}
