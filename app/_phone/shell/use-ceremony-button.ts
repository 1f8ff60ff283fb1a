import { useCallback, useEffect, useRef, useState } from 'react'
import type { Answer, Problem } from '@/lib/browser/api-client'
import type { CeremonyOptions } from './browser/ceremony'

/** Challenges live five minutes at least; renewed a little before, in silence (P4). */
const renewAfterMs = 240_000
/** A phone that was put away may have stopped its timers. */
const awayMs = 30_000

type CeremonyButton = {
  /** Options that the last answer brought along, if any; others are fetched at once. */
  initial: CeremonyOptions | null
  fetchOptions: () => Promise<Answer<{ options: CeremonyOptions }>>
  /** The ceremony and the sending of its answer. True when it led on; false makes fresh options for the next tap. */
  run: (options: CeremonyOptions) => Promise<boolean>
  /** Nothing is renewed while a ceremony runs: its answer belongs to the options it began with. */
  running: boolean
  onProblem: (problem: Problem) => void
}

/**
 * A button whose tap starts a ceremony without waiting, because its options are at hand already. `preparing` while they
 * are fetched; a tap after that failed fetches again.
 */
export function useCeremonyButton(button: CeremonyButton): { preparing: boolean; press: () => void } {
  const [options, setOptions] = useState(button.initial)
  const [fetching, setFetching] = useState(button.initial === null)
  const latest = useRef(button)
  useEffect(() => {
    latest.current = button
  })
  const renew = useCallback(async () => {
    setFetching(true)
    const answer = await latest.current.fetchOptions()
    setOptions(answer.ok ? answer.value.options : null)
    setFetching(false)
    if (!answer.ok) latest.current.onProblem(answer.problem)
  }, [])
  const isFirstFetchDue = useRef(button.initial === null)
  useEffect(() => {
    if (!isFirstFetchDue.current) return
    isFirstFetchDue.current = false
    renew()
  }, [renew])
  useRenewalWhenOld(fetching || button.running ? null : options, renew)
  const press = async () => {
    if (options === null) return renew()
    if (!(await button.run(options))) await renew()
  }
  return { preparing: fetching, press }
}

function useRenewalWhenOld(options: CeremonyOptions | null, renew: () => void): void {
  useEffect(() => {
    if (options === null) return
    let hiddenAt: number | null = null
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') hiddenAt = Date.now()
      else if (hiddenAt !== null && Math.abs(Date.now() - hiddenAt) > awayMs) renew()
    }
    const timer = setTimeout(renew, renewAfterMs)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [options, renew])
}
