import type { Profession } from '@/lib/vocabulary/profession'

/** Plainly fictitious people and hospitals of the demonstration. */
export type DemoPerson = {
  staffCode: string
  nameKanji: string
  nameKana: string
  nameRomaji: string
  qualification: Profession
  registryNumber: string
  department: string
  clinicToday: boolean
}

export const demoHospitals = [
  { code: 'M01', name: '見本総合病院', authorityClientId: 'mihon-general-hospital' },
  { code: 'M02', name: 'テスト市民病院', authorityClientId: 'test-city-hospital' },
] as const

/** Holders of the authority; each is a staff member of 見本総合病院 under the code given here. */
export const demoPeople: readonly DemoPerson[] = [
  person('D0001', '見本 太郎', 'ミホン タロウ', 'Taro Mihon', 'physician', '900001', '内科', true),
  person('D0002', 'テスト 花子', 'テスト ハナコ', 'Hanako Test', 'physician', '900002', '外科', true),
  person('D0003', '例示 健一', 'レイジ ケンイチ', 'Kenichi Reiji', 'physician', '900003', '小児科', false),
  person('S0001', '見本 歯美', 'ミホン ハミ', 'Hami Mihon', 'dentist', '910001', '歯科口腔外科', true),
  person('Y0001', 'テスト 薬子', 'テスト ヤクコ', 'Yakuko Test', 'pharmacist', '920001', '薬剤部', false),
]

/** Whom vendors sign in by an API call: a phone in software, and no card to register another. */
export const demoTestPerson: DemoPerson = person(
  'V0001',
  '試験 医師',
  'シケン イシ',
  'Shiken Ishi',
  'physician',
  '900099',
  '接続試験用',
  false,
)

/** Staff without a link to a holder: the funnel's beginning. */
export const demoUnlinkedStaff = [
  {
    staffCode: 'D0004',
    displayName: '未登録 一',
    kana: 'ミトウロク ハジメ',
    department: '整形外科',
    clinicToday: true,
  },
  {
    staffCode: 'D0005',
    displayName: '未登録 二葉',
    kana: 'ミトウロク フタバ',
    department: '皮膚科',
    clinicToday: false,
  },
] as const

export const demoTerminals = [
  { terminalCode: 'T-101', name: '外来端末101', place: '外来棟1階 第1診察室', department: '内科', hasReader: false },
  { terminalCode: 'T-102', name: '外来端末102', place: '外来棟1階 第2診察室', department: '内科', hasReader: true },
  {
    terminalCode: 'T-301',
    name: '病棟端末301',
    place: '西病棟3階 スタッフステーション',
    department: '病棟',
    hasReader: false,
  },
] as const

function person(
  staffCode: string,
  nameKanji: string,
  nameKana: string,
  nameRomaji: string,
  qualification: DemoPerson['qualification'],
  registryNumber: string,
  department: string,
  clinicToday: boolean,
): DemoPerson {
  return { staffCode, nameKanji, nameKana, nameRomaji, qualification, registryNumber, department, clinicToday }
}
