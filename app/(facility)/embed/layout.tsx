import type { Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'

/** The colour scheme is the style sheet's: `light dark` here would paint the frame's ground by the computer's preference. */
export const viewport: Viewport = { colorScheme: 'normal' }

/** Runs before the first paint. A page is kept for all addresses (lib/portal/kept-pages.ts), so the browser reads the address. */
const applyLook = `{const q=new URLSearchParams(location.search),d=document.documentElement.dataset
for(const t of ['light','dark'])if(q.get('theme')===t)d.theme=t
if(q.get('align')==='end')d.align='end'}`

/** Pages inside an EMR: `?theme=light|dark` says how the element around them is drawn (E11), `align=end` to which side a badge opens. */
export default async function EmbedLayout({ children }: { children: ReactNode }) {
  const policy = (await headers()).get('content-security-policy') ?? ''
  const nonce = /'nonce-([A-Za-z0-9+/=]+)'/.exec(policy)?.[1]
  return (
    <>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file, under the page's nonce */}
      <script dangerouslySetInnerHTML={{ __html: applyLook }} nonce={nonce} suppressHydrationWarning />
      {children}
    </>
  )
}
