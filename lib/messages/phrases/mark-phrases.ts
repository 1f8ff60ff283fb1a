import type { Locale } from '../locale'
import { type Messages, messagesFor } from '../messages-for'
import model from './japanese-model.json'
import { PHRASE_BREAK } from './phrase-break'

/**
 * Features of BudouX: characters around a place (U one, B two, T three) as offsets from it. Their weights are in
 * japanese-model.json, the Japanese model of budoux 0.7.0 (Copyright 2021 Google LLC, Apache-2.0, decision 0061).
 */
const features: readonly [name: string, from: number, to: number][] = [
  ['UW1', -3, -2],
  ['UW2', -2, -1],
  ['UW3', -1, 0],
  ['UW4', 0, 1],
  ['UW5', 1, 2],
  ['UW6', 2, 3],
  ['BW1', -2, 0],
  ['BW2', -1, 1],
  ['BW3', 0, 2],
  ['TW1', -3, 0],
  ['TW2', -2, 1],
  ['TW3', -1, 2],
  ['TW4', 0, 3],
]

const weights = new Map(Object.entries(model).map(([name, group]) => [name, new Map(Object.entries(group))]))
const baseScore =
  -0.5 * [...weights.values()].flatMap((group) => [...group.values()]).reduce((sum, one) => sum + one, 0)

/** What is never broken: `{name}` places, and words of this product that the model takes apart. */
const whole = /\{\w+\}|処方箋/g

/** Places (UTF-16 offsets) at which a line of this Japanese text may end: between phrases. */
function phraseBoundaries(text: string): number[] {
  const places = [...text.matchAll(whole)].map(({ index, 0: { length } }) => [index, index + length] as const)
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => index + 1).filter(
    (at) => scoreAt(text, at) > 0 && !places.some(([start, end]) => start < at && at < end),
  )
}

function scoreAt(text: string, at: number): number {
  return features.reduce(
    (sum, [name, from, to]) => sum + (weights.get(name)?.get(text.substring(at + from, at + to)) ?? 0),
    baseScore,
  )
}

/** The text with a mark between its phrases; `Phrases` of lib/ui/base makes `<wbr>` of them. */
export function markPhrases(text: string): string {
  let start = 0
  const phrases = [...phraseBoundaries(text), text.length].map((end) => {
    const phrase = text.slice(start, end)
    start = end
    return phrase
  })
  return phrases.join(PHRASE_BREAK)
}

let japanese: Messages | undefined

/**
 * `messagesFor` for pages that break Japanese lines between phrases in every browser: only Chromium does so by itself. On the
 * server, once per process, so that no model reaches a browser.
 */
export function markedMessagesFor(locale: Locale): Messages {
  if (locale !== 'ja') return messagesFor(locale)
  japanese ??= markAll(messagesFor('ja'))
  return japanese
}

function markAll<Texts>(texts: Texts): Texts {
  if (typeof texts === 'string') return markPhrases(texts) as Texts
  if (Array.isArray(texts)) return texts.map(markAll) as Texts
  if (typeof texts !== 'object' || texts === null) return texts
  return Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, markAll(value)])) as Texts
}
