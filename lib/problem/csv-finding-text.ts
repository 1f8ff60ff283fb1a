import type { CsvFinding } from '@/lib/eprescription/eprescription.findings'
import { DISPENSING_RECORDS } from '@/lib/eprescription/records/dispensing-records'
import { PRESCRIPTION_RECORDS } from '@/lib/eprescription/records/prescription-records'
import type { RecordTable } from '@/lib/eprescription/records/record-rule'
import { eprescription as en } from '@/lib/messages/en/eprescription'
import { fill } from '@/lib/messages/fill'
import { type EprescriptionTexts, eprescription as ja } from '@/lib/messages/ja/eprescription'
import type { Locale } from '@/lib/messages/locale'
import type { DocumentKind } from '@/lib/vocabulary/document-kind'

type RecordName = keyof EprescriptionTexts['records']
type Finding = Pick<CsvFinding, 'line' | 'record' | 'position' | 'refusedFrom' | 'expected'> & { code: string }

const texts: Record<Locale, EprescriptionTexts> = { ja, en }
const tables: Record<DocumentKind, RecordTable<RecordName>> = {
  prescription: PRESCRIPTION_RECORDS,
  dispensing: DISPENSING_RECORDS,
}
const joints: Record<Locale, { places: string; reason: string; sentences: string; record: string }> = {
  ja: { places: ' ', reason: '：', sentences: '', record: '{name}（{record}）' },
  en: { places: ', ', reason: ': ', sentences: ' ', record: '{name} ({record})' },
}

/**
 * What is wrong with a CSV, where, and from when it is refused, for the person who has to put it right: 「6行目 患者（レコード11）
 * 氏名：必須の項目が空です。」 `null` for a code that is no finding about a CSV.
 */
export function csvFindingText(kind: DocumentKind, finding: Finding, locale: Locale): string | null {
  const own = texts[locale]
  if (!isFinding(own, finding.code)) return null
  const { record, position, expected, refusedFrom } = finding
  const what = fill(own.findings[finding.code], {
    record: record ?? '',
    position: position ?? '',
    ...(expected === undefined ? {} : { expected }),
  })
  const until = refusedFrom === undefined ? [] : [fill(own.refusedFrom, { date: dayText(refusedFrom, locale) })]
  const { reason, sentences } = joints[locale]
  return `${placeText(kind, finding, locale)}${reason}${[what, ...until].join(sentences)}`
}

function placeText(kind: DocumentKind, { line, record, position }: Finding, locale: Locale): string {
  const [own, joint] = [texts[locale], joints[locale]]
  const rule = record === null ? undefined : tables[kind].records[record]
  const field = position === null ? undefined : rule?.fields[position - 1]?.name
  const recordText = record === null ? [] : [fill(own.places.record, { record })]
  const places = [
    line === null ? [] : [fill(own.places.line, { line })],
    recordText.map((text) =>
      rule === undefined ? text : fill(joint.record, { name: own.records[rule.name], record: text }),
    ),
    position === null ? [] : [field === undefined ? fill(own.places.field, { position }) : own.fields[field]],
  ].flat()
  return places.length === 0 ? own.places.document : places.join(joint.places)
}

/** 2025-08-28 as 2025年8月28日 or 28 August 2025. */
function dayText(day: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

function isFinding({ findings }: EprescriptionTexts, code: string): code is keyof EprescriptionTexts['findings'] {
  return Object.hasOwn(findings, code)
}
