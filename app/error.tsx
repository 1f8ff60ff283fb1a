'use client'

import { FaultPage } from './fault-page'

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <FaultPage onRetry={reset} reference={error.digest} />
}
