import { fill } from '@/lib/messages/fill'
import type { Locale } from '@/lib/messages/locale'
import { type Messages, messagesFor } from '@/lib/messages/messages-for'
import { operatorCommands } from './command-table'

/** What `npm run shomei` does with its words: run a script, or print and end. */
export type CommandPlan =
  | { kind: 'run'; script: string; args: readonly string[] }
  | { kind: 'print'; text: string; exitCode: 0 | 2 }

type Does = Messages['commands']['does']
const names = Object.keys(operatorCommands) as (keyof Does)[]

/** Reads noun and verb. A word that is not known is refused with what there is, and with the nearest one. */
export function planCommand(
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandPlan {
  const { locale, words } = readLanguage(given, environment)
  const texts = messagesFor(locale).commands
  const [noun = '', verb = ''] = words.filter((word) => word !== '--help')
  const isHelp = words.slice(0, 3).includes('--help') || words.length === 0
  const refuse = (...lines: string[]): CommandPlan => ({ kind: 'print', text: lines.join('\n'), exitCode: 2 })
  const help = (prefix: string): CommandPlan => ({ kind: 'print', text: helpOf(texts, prefix), exitCode: 0 })

  if (noun === '') return help('')
  const nouns = unique(names.map((name) => name.split(' ')[0] ?? ''))
  if (!nouns.includes(noun))
    return refuse(fill(texts.unknownNoun, { word: noun }), ...suggest(texts, noun, nouns), '', helpOf(texts, ''))
  const verbs = names.filter((name) => name.startsWith(`${noun} `)).map((name) => name.slice(noun.length + 1))
  if (verb === '') return isHelp ? help(noun) : refuse(fill(texts.missingVerb, { noun }), '', helpOf(texts, noun))
  const name = names.find((each) => each === `${noun} ${verb}`)
  if (name === undefined)
    return refuse(
      fill(texts.unknownVerb, { noun, word: verb }),
      ...suggest(texts, verb, verbs),
      '',
      helpOf(texts, noun),
    )
  if (isHelp) return help(name)
  const { script, words: own } = operatorCommands[name]
  return { kind: 'run', script, args: [...own, ...words.slice(2)] }
}

function helpOf(texts: Messages['commands'], prefix: string): string {
  const lines = names
    .filter((name) => prefix === '' || name === prefix || name.startsWith(`${prefix} `))
    .flatMap((name) => [`  ${name} ${operatorCommands[name].takes}`.trimEnd(), `      ${texts.does[name]}`])
  return [texts.heading, texts.usage, '', ...lines, '', texts.settings].join('\n')
}

/** `--lang`, else the language of the shell. */
function readLanguage(
  given: readonly string[],
  { LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>,
): { locale: Locale; words: readonly string[] } {
  const at = given.indexOf('--lang')
  const wanted = at === -1 ? LC_ALL || LC_MESSAGES || LANG || '' : (given[at + 1] ?? '')
  return {
    locale: wanted.startsWith('ja') ? 'ja' : 'en',
    words: at === -1 ? given : given.filter((_, index) => index !== at && index !== at + 1),
  }
}

function suggest(texts: Messages['commands'], word: string, known: readonly string[]): string[] {
  const [nearest] = known
    .map((each) => ({ each, distance: distanceOf(word, each) }))
    .filter(({ each, distance }) => distance <= 2 || each.startsWith(word))
    .sort((a, b) => a.distance - b.distance)
  return nearest === undefined ? [] : [fill(texts.suggestion, { word: nearest.each })]
}

/** Letters to put in, take out or replace. */
function distanceOf(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...a].entries()) {
    const line = [row + 1]
    for (const [column, other] of [...b].entries())
      line.push(
        Math.min(
          (line[column] ?? 0) + 1,
          (above[column + 1] ?? 0) + 1,
          (above[column] ?? 0) + (letter === other ? 0 : 1),
        ),
      )
    above = line
  }
  return above.at(-1) ?? 0
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)]
}
