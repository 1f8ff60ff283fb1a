/** A public document that a check follows, as found on `seenOn` (YYYY-MM-DD). `published` is the day it names itself, if any. */
export type PreflightSource = {
  publisher: string
  title: string
  published: string | null
  url: string
  seenOn: string
}

/** The documents behind the checks; docs/preflight.md shows this list. */
export const PREFLIGHT_SOURCES = {
  dummy_codes: {
    publisher: '医療機関等向け総合ポータルサイト（社会保険診療報酬支払基金）',
    title: '電子処方箋システム一斉点検に関するよくある質問（Q1 ダミーコード）',
    published: null,
    url: 'https://iryohokenjyoho.service-now.com/csm?id=kb_article_view&sys_kb_id=7532787e93df5a102fb8f0e01bba10f2',
    seenOn: '2026-12-01',
  },
  dummy_codes_refused: {
    publisher: '厚生労働省',
    title: '電子処方箋推進会議（第4回）資料1 電子処方箋の普及・活用拡大に向けた対応状況、11ページ',
    published: '2025-09-29',
    url: 'https://www.mhlw.go.jp/stf/newpage_64006.html',
    seenOn: '2026-12-01',
  },
  usage_revision: {
    publisher: '厚生労働省',
    title: '電子処方箋マスタ改訂にかかる概要資料（令和7年7月3日更新）、5・10・11ページ',
    published: '2025-07-03',
    url: 'https://www.mhlw.go.jp/stf/denshishohousen.html#2.1',
    seenOn: '2026-12-01',
  },
  usage_schedule: {
    publisher: '医療機関等向け総合ポータルサイト（社会保険診療報酬支払基金）',
    title: '用法マスタの改訂について（2025/11/1 新マスタ適用、2026/7/31 旧マスタ廃止）',
    published: null,
    url: 'https://iryohokenjyoho.service-now.com/csm?id=kb_article_view&sys_kb_id=d5770f4b83bbaa9093695fa8beaad3f4',
    seenOn: '2026-12-01',
  },
  unit_conversion: {
    publisher: '日本病院薬剤師会',
    title: '電子処方箋に関連するマスタの見直しについて（日病薬発第2025-77号）、2. 単位換算の必須化【期限なし】',
    published: '2025-07-22',
    url: 'https://jshp.or.jp/content/2025/0722-1.html',
    seenOn: '2026-12-01',
  },
  claim_codes: {
    publisher: '社会保険診療報酬支払基金',
    title: 'レセプト電算処理システム マスターファイル仕様説明書（医薬品マスター、特定器材マスター）',
    published: null,
    url: 'https://www.ssk.or.jp/seikyushiharai/tensuhyo/kihonmasta/index.html',
    seenOn: '2026-12-01',
  },
} as const satisfies Record<string, PreflightSource>

export type PreflightSourceName = keyof typeof PREFLIGHT_SOURCES
