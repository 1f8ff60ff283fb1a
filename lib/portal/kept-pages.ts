import type { Locale } from '@/lib/messages/locale'

/** A page as the framework made it once: its bytes cut at the places where each answer has its own nonce. */
export type KeptPage = { contentType: string; pieces: readonly Buffer[]; until: number }

/** An answer of the framework, `nonce` as its Content-Security-Policy has it; null where it has none. */
export type MadePage = { status: number; contentType: string; body: Buffer; nonce: string | null }

type Options = {
  /** Lets the framework make the page without a caller: no cookies, no address, no query but the language. */
  make: (pathname: string, locale: Locale) => Promise<MadePage>
  /** Milliseconds, never going back. */
  now?: () => number
}

export type Keeping = {
  seconds: number
  /** Takes scripts out: the page works without. */
  plain: boolean
}

/** The pages of one process that are the same for everybody. */
export type KeptPages = { get(pathname: string, locale: Locale, keeping: Keeping): Promise<KeptPage> }

/**
 * Keeps what was made for `seconds`. However many ask at once, the framework makes a page once. A page that failed is not kept:
 * the next request has it made again.
 */
export function keepPages({ make, now = () => performance.now() }: Options): KeptPages {
  const kept = new Map<string, KeptPage>()
  const making = new Map<string, Promise<KeptPage>>()

  async function makeAndKeep(pathname: string, locale: Locale, { seconds, plain }: Keeping): Promise<KeptPage> {
    const made = await make(pathname, locale)
    if (made.status !== 200) throw new Error(`${pathname} was answered with ${made.status}`)
    const body = plain ? Buffer.from(withoutScripts(made.body.toString('utf8'))) : made.body
    const pieces = made.nonce === null ? [body] : cutAt(body, Buffer.from(made.nonce))
    const page = { contentType: made.contentType, pieces, until: now() + seconds * 1000 }
    kept.set(`${locale} ${pathname}`, page)
    return page
  }

  return {
    get(pathname, locale, keeping) {
      const key = `${locale} ${pathname}`
      const known = kept.get(key)
      if (known !== undefined && known.until > now()) return Promise.resolve(known)
      const running = making.get(key)
      if (running !== undefined) return running
      const started = makeAndKeep(pathname, locale, keeping).finally(() => making.delete(key))
      making.set(key, started)
      return started
    },
  }
}

/** The page's bytes with the nonce of one answer. */
export function withNonce({ pieces }: Pick<KeptPage, 'pieces'>, nonce: string): Buffer {
  const own = Buffer.from(nonce)
  return Buffer.concat(pieces.flatMap((piece, index) => (index === 0 ? [piece] : [own, piece])))
}

function cutAt(body: Buffer, mark: Buffer): Buffer[] {
  const pieces: Buffer[] = []
  let from = 0
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, from)) {
    pieces.push(body.subarray(from, at))
    from = at + mark.length
  }
  return [...pieces, body.subarray(from)]
}

/** The framework escapes `<` inside its scripts, so that each ends at the first end tag. */
function withoutScripts(html: string): string {
  return html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '').replace(/<link\b[^>]*\bas="script"[^>]*>/g, '')
}
