/**
 * Codes that the real service takes no more, each from a day on (in Japan). Sources: 医療機関等向け総合ポータルサイト on dummy codes;
 * 厚生労働省 電子処方箋マスタ改訂にかかる概要資料 (2025-07-03) on usage codes, of which only those that it names are known here.
 */
const withdrawn = [
  {
    code: 'C-105',
    since: '2025-08-28',
    record: '201',
    position: 5,
    isOne: (value) => ['666660000', '777770000', '2000000X0000'].includes(value),
    say: (line) => `${line}行目の薬品コードはダミーコードのため、登録できません。`,
  },
  {
    code: 'C-106',
    since: '2026-08-01',
    record: '111',
    position: 3,
    isOne: (value) => ['1011000900000000', '1031000000000000'].includes(value) || value.startsWith('X'),
    say: (line) => `${line}行目の用法コードは廃止されたため、登録できません。`,
  },
]

/**
 * @param {{ line: number, fields: string[] }[]} records each with its number first
 * @param {Date} now when it is registered
 * @returns {{ code: string, message: string }[]}
 */
export function checkCodes(records, now) {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(now)
  return withdrawn
    .filter(({ since }) => today >= since)
    .flatMap(({ code, record, position, isOne, say }) =>
      records
        .filter(({ fields }) => fields[0] === record && isOne(fields[position] ?? ''))
        .map(({ line }) => ({ code, message: say(line) })),
    )
}
