import { DISPENSING_RECORDS } from '@/lib/eprescription/records/dispensing-records'
import { PRESCRIPTION_RECORDS } from '@/lib/eprescription/records/prescription-records'
import type { RecordTable } from '@/lib/eprescription/records/record-rule'
import { eprescription as en } from '@/lib/messages/en/eprescription'
import { fill } from '@/lib/messages/fill'
import { type EprescriptionTexts, eprescription as ja } from '@/lib/messages/ja/eprescription'
import type { Locale } from '@/lib/messages/locale'

const texts: Record<Locale, EprescriptionTexts> = { ja, en }
type RecordName = keyof EprescriptionTexts['records']
const tables: Readonly<Record<string, RecordTable<RecordName>>> = {
  'prescription.invalid': PRESCRIPTION_RECORDS,
  'dispensing.invalid': DISPENSING_RECORDS,
}
const joints: Record<Locale, { places: string; reason: string; record: string }> = {
  ja: { places: ' ', reason: '：', record: '{name}（{record}）' },
  en: { places: ', ', reason: ': ', record: '{name} ({record})' },
}

/**
 * What is wrong with a CSV and where, for the person who has to put it right: 「6行目 患者（レコード11） 氏名：必須の項目が空です。」 `null`
 * for a parameter of any other refusal.
 */
export function csvFaultText(
  code: string,
  { name, reason }: { name: string; reason: string },
  locale: Locale,
): string | null {
  const own = texts[locale]
  const table = Object.hasOwn(tables, code) ? tables[code] : undefined
  if (table === undefined || !isFinding(own, reason)) return null
  const numberOf = (part: string) => new RegExp(`\\.${part}\\.(\\d+)`).exec(name)?.[1]
  const [line, record, position] = ['line', 'record', 'field'].map(numberOf)
  const rule = table.records[Number(record)]
  const field = rule?.fields[Number(position) - 1]?.name
  const joint = joints[locale]
  const recordText = record === undefined ? [] : [fill(own.places.record, { record })]
  const places = [
    line === undefined ? [] : [fill(own.places.line, { line })],
    recordText.map((text) =>
      rule === undefined ? text : fill(joint.record, { name: own.records[rule.name], record: text }),
    ),
    position === undefined ? [] : [field === undefined ? fill(own.places.field, { position }) : own.fields[field]],
  ].flat()
  const place = places.length === 0 ? own.places.document : places.join(joint.places)
  const what = fill(own.findings[reason], { record: record ?? '', position: position ?? '' })
  return `${place}${joint.reason}${what}`
}

function isFinding({ findings }: EprescriptionTexts, reason: string): reason is keyof EprescriptionTexts['findings'] {
  return Object.hasOwn(findings, reason)
}
