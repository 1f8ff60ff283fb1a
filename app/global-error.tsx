'use client'

import { FaultPage } from './fault-page'
import './globals.css'

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="ja">
      <body>
        <title>Shomei</title>
        <FaultPage onRetry={() => window.location.reload()} reference={error.digest} />
      </body>
    </html>
  )
}
