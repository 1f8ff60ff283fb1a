import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { causeTitles, findingTexts, nextStepTexts, verdictTexts } from '@/lib/messages/finding-texts'
import { LOCALES } from '@/lib/messages/locale'
import { hpkiFindingFacts } from '@/lib/pki/hpki/hpki.findings'
import { pkiFindingFacts } from '@/lib/pki/pki.findings'
import { timestampFindingFacts } from '@/lib/pki/timestamp/timestamp.findings'
import { verdictResults } from '@/lib/vocabulary/verdict-result'
import { findingFacts } from '@/lib/xades/xades.findings'
import { causeLists, listCauses } from './causes'
import { findingDocument } from './finding-document'
import { listFindings } from './list-findings'
import { nextSteps } from './next-steps'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const codes = Object.keys(findingFacts).sort()
const facts = { pki: pkiFindingFacts, hpki: hpkiFindingFacts, timestamp: timestampFindingFacts }
const clausesKnown =
  /^(?:Shomei (?:V\d+|limit)|(?:ETSI EN 319 (?:102|132)-1|W3C XML Signature 1\.1|Canonical XML 1\.0|XML 1\.0|XAdES 1\.3\.2|RFC \d{4}|SP 800-131A|X\.690) §[A-Z\d.]+(?: \([a-z]\)(?:\(\d\))?)?|RFC 3161|HPKI profile(?:, \w+)?|ISO 17090-2, hcRole)$/

test('docs/findings.md is what the code says; `npm run generate` writes it', () => {
  expect(read('docs/findings.md')).toBe(findingDocument())
})

test('every code is listed once, has an anchor, a text in each language, a next step and a clause', () => {
  const listed = listFindings().flatMap(({ findings }) => findings)
  expect(listed.map(({ code }) => code).sort()).toEqual(codes)
  expect(Object.keys(nextSteps).sort()).toEqual(codes)
  for (const locale of LOCALES) expect(Object.keys(findingTexts[locale]).sort()).toEqual(codes)
  for (const { code } of listed) expect(findingDocument().split(`<a id="${code}"></a>`)).toHaveLength(2)
})

test('every cause is listed once, has an anchor, a title in each language and a clause', () => {
  for (const list of causeLists) {
    const own = Object.keys(facts[list]).sort()
    const causes = listCauses(list)
    expect(causes.map(({ code }) => code).sort()).toEqual(own)
    for (const locale of LOCALES) expect(Object.keys(causeTitles[locale][list]).sort()).toEqual(own)
    for (const { anchor } of causes) expect(findingDocument().split(`<a id="${anchor}"></a>`)).toHaveLength(2)
  }
})

test('a clause names a standard and its section, or a rule of ours', () => {
  const clauses = [
    ...listFindings().flatMap(({ findings }) => findings),
    ...causeLists.flatMap((list) => listCauses(list)),
  ].flatMap(({ clause }) => clause.split('; '))
  expect(clauses.filter((clause) => !clausesKnown.test(clause))).toEqual([])
})

test('a rule of ours that a clause names is the rule of the finding', () => {
  for (const { rule, clause } of listFindings().flatMap(({ findings }) => findings)) {
    const [, own = rule] = /Shomei (V\d+)/.exec(clause) ?? []
    expect(own).toBe(rule)
  }
})

test('each code has a title and a detail of its own', () => {
  for (const locale of LOCALES) {
    const texts = Object.values(findingTexts[locale])
    expect(new Set(texts.map(({ title }) => title)).size).toBe(codes.length)
    expect(texts.every(({ title, detail }) => title.length > 5 && detail.length > title.length / 2)).toBe(true)
    for (const { detail } of texts) expect(detail).toMatch(locale === 'ja' ? /。$/ : /\.$/)
  }
})

describe('nothing invites to dispense from a document that is not VALID', () => {
  const refusal = { ja: 'この文書での調剤は行わず', en: 'Do not dispense from this document' }
  test.each(LOCALES)('every next step and every verdict but VALID says so, %s', (locale) => {
    const others = verdictResults.filter((result) => result !== 'VALID')
    const texts = [
      ...Object.values(nextStepTexts[locale]),
      ...others.map((result) => verdictTexts[locale][result].nextStep),
    ]
    for (const text of texts) expect(text).toContain(refusal[locale])
  })

  test('VALID does not say that the prescription may be dispensed: the national service knows that', () => {
    expect(verdictTexts.ja.VALID.nextStep).toContain('電子処方箋管理サービスで確認')
    expect(verdictTexts.en.VALID.nextStep).toContain('check that with the national e-prescription service')
  })
})

test('no text would break its table', () => {
  const rows = findingDocument()
    .split('\n')
    .filter((line) => line.startsWith('| <a'))
  expect(rows).toHaveLength(
    verdictResults.length + codes.length + causeLists.flatMap((list) => listCauses(list)).length,
  )
  for (const line of rows) expect([6, 8]).toContain(line.split('|').length)
})
