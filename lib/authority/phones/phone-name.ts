const maxLength = 64

/** The name the holder gave, on one line and cut to 64 characters, or what the browser says the phone is. */
export function phoneName(given: string | undefined, userAgent: string | null): string {
  const name = [...(given ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()].slice(0, maxLength).join('')
  return name === '' ? modelOf(userAgent ?? '') : name
}

function modelOf(userAgent: string): string {
  if (/iPhone/.test(userAgent)) return 'iPhone'
  if (/iPad/.test(userAgent)) return 'iPad'
  return /Android/.test(userAgent) ? 'Android' : 'スマートフォン'
}
