import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { messagesFor } from '@/lib/messages/messages-for'
import { requestLocale } from '@/lib/portal/request-locale'
import './globals.css'

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f7f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0e141a' },
  ],
}

export async function generateMetadata(): Promise<Metadata> {
  const { portal } = messagesFor(await requestLocale())
  return {
    title: { default: portal.productName, template: `%s – ${portal.productName}` },
    description: portal.tagline,
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' }, apple: '/apple-touch-icon.png' },
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, email: false, address: false },
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Pages are rendered per request, because each answer carries its own CSP nonce.
  await connection()
  return (
    <html lang={await requestLocale()} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  )
}
