'use client'

import { useEffect, useRef, useState } from 'react'
import { awaitInit } from '@/lib/embed-protocol/await-init'
import { createInstance } from '@/lib/embed-protocol/create-instance'
import { type FrameCommand, type FrameEvent, isFrameCommand } from '@/lib/embed-protocol/frame-messages'
import { openPortLink } from '@/lib/embed-protocol/port-link'
import type { FrameSnapshot } from './connection-parts'
import { createFrameApi } from './frame-api'
import { type FrameConnection, openFrameConnection } from './frame-connection'
import { openFrameStream } from './frame-stream'

const nothingYet: FrameSnapshot = {
  session: null,
  state: null,
  stateAt: 0,
  qr: null,
  isStale: false,
  fault: null,
  faultDetail: '',
}

/** Connects the page with its EMR and its facility while it is shown. */
export function useFrameConnection(language: 'ja' | 'en'): {
  snapshot: FrameSnapshot
  connection: FrameConnection | null
} {
  const [snapshot, setSnapshot] = useState(nothingYet)
  const [connection, setConnection] = useState<FrameConnection | null>(null)
  const languageRef = useRef(language)
  useEffect(() => {
    const api = createFrameApi(languageRef.current)
    const opened = openFrameConnection({
      api,
      waitForInit: (onInit) => awaitInit(window, createInstance(crypto.getRandomValues(new Uint8Array(16))), onInit),
      openLink: (port, { onCommand, onFault }) =>
        openPortLink<FrameEvent, FrameCommand>({
          port,
          accepts: isFrameCommand,
          onMessage: onCommand,
          onFault,
          onOverdue: () => {},
          schedule: after,
        }),
      openStream: (token, handlers) => openFrameStream(api, token, languageRef.current, handlers),
      now: () => performance.now(),
      after: (delayMs, run) => after(run, delayMs),
      onChange: setSnapshot,
    })
    setConnection(opened)
    return () => opened.close()
  }, [])
  return { snapshot, connection }
}

function after(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
