const DAY_MS = 24 * 60 * 60_000

/** Charts of people who do not exist; the visits are as old as `daysAgo` says, so that the list is always of today. */
const charts = [
  {
    patientId: '0000101',
    name: 'テスト 太郎',
    kana: 'テスト タロウ',
    sex: '男性',
    birthDate: '1958-04-12',
    insurance: '国保 3割',
    time: '09:00',
    visit: '再診',
    allergies: ['ペニシリン系'],
    problems: ['高血圧症', '脂質異常症', '2型糖尿病'],
    vitals: { 血圧: '134/82 mmHg', 脈拍: '72 /分', 体重: '68.4 kg', HbA1c: '6.8 %' },
    note: {
      S: '家庭血圧は朝130台で安定。めまい、ふらつきなし。間食は減らせている。',
      O: '血圧 134/82、脈拍 72 整。下腿浮腫なし。HbA1c 6.8%（前回 7.1%）。',
      A: '高血圧症、2型糖尿病ともにコントロール改善傾向。',
      P: '現行処方を継続。4週後再診、採血。',
    },
    items: [
      { drug: '【般】アムロジピン錠5mg', dose: '1回1錠', usage: '1日1回 朝食後', days: 28 },
      { drug: '【般】メトホルミン塩酸塩錠250mg', dose: '1回1錠', usage: '1日2回 朝夕食後', days: 28 },
      { drug: '【般】ロスバスタチン錠2.5mg', dose: '1回1錠', usage: '1日1回 夕食後', days: 28 },
    ],
    history: [
      { daysAgo: 28, text: 'HbA1c 7.1%。食事療法を再確認。処方継続。' },
      { daysAgo: 56, text: '血圧 142/88。減塩を指導。アムロジピンを5mgへ増量。' },
      { daysAgo: 91, text: '特定健診後の受診。脂質異常症に対しロスバスタチン開始。' },
    ],
  },
  {
    patientId: '0000102',
    name: '見本 花子',
    kana: 'ミホン ハナコ',
    sex: '女性',
    birthDate: '1983-11-03',
    insurance: '社保 3割',
    time: '09:15',
    visit: '再診',
    allergies: [],
    problems: ['アレルギー性鼻炎'],
    vitals: { 体温: '36.4 ℃', 血圧: '112/70 mmHg' },
    note: {
      S: '朝のくしゃみ、水様性鼻汁。眠気の少ない薬を希望。',
      O: '下鼻甲介の蒼白腫脹あり。咽頭発赤なし。',
      A: '通年性アレルギー性鼻炎。',
      P: '第二世代抗ヒスタミン薬と点鼻薬を継続。',
    },
    items: [
      { drug: '【般】フェキソフェナジン塩酸塩錠60mg', dose: '1回1錠', usage: '1日2回 朝夕食後', days: 30 },
      { drug: '【般】モメタゾンフランカルボン酸エステル点鼻液50μg', dose: '1回各鼻腔2噴霧', usage: '1日1回', days: 28 },
    ],
    history: [{ daysAgo: 30, text: '症状は軽減。点鼻薬を追加。' }],
  },
  {
    patientId: '0000103',
    name: '例示 健一',
    kana: 'レイジ ケンイチ',
    sex: '男性',
    birthDate: '1971-07-25',
    insurance: '社保 3割',
    time: '09:30',
    visit: '初診',
    allergies: ['ソバ'],
    problems: ['急性上気道炎'],
    vitals: { 体温: '37.6 ℃', SpO2: '98 %', 脈拍: '84 /分' },
    note: {
      S: '3日前からの咽頭痛と咳。食事は可能。',
      O: '咽頭発赤あり、扁桃腫大なし。胸部聴診で異常なし。',
      A: '急性上気道炎。',
      P: '対症療法。5日後も改善しなければ再診。',
    },
    items: [
      { drug: '【般】アセトアミノフェン錠200mg', dose: '1回2錠', usage: '発熱・疼痛時 10回分', days: 1 },
      { drug: '【般】デキストロメトルファン臭化水素酸塩錠15mg', dose: '1回1錠', usage: '1日3回 毎食後', days: 5 },
    ],
    history: [],
  },
  {
    patientId: '0000104',
    name: '架空 みどり',
    kana: 'カクウ ミドリ',
    sex: '女性',
    birthDate: '1946-02-18',
    insurance: '後期高齢 1割',
    time: '09:45',
    visit: '再診',
    allergies: ['セフェム系'],
    problems: ['骨粗鬆症', '変形性膝関節症'],
    vitals: { 血圧: '126/74 mmHg', 体重: '47.2 kg' },
    note: {
      S: '膝の痛みは歩き始めのみ。転倒なし。',
      O: '右膝に軽度の圧痛。関節水腫なし。',
      A: '変形性膝関節症、症状安定。',
      P: '湿布と内服を継続。骨密度検査を次回予約。',
    },
    items: [
      { drug: '【般】アルファカルシドールカプセル0.5μg', dose: '1回1カプセル', usage: '1日1回 朝食後', days: 28 },
      { drug: '【般】ロキソプロフェンNaテープ100mg', dose: '1回1枚', usage: '1日1回 右膝に貼付', days: 14 },
    ],
    history: [{ daysAgo: 28, text: '運動療法を継続。処方同じ。' }],
  },
  {
    patientId: '0000105',
    name: 'サンプル 一郎',
    kana: 'サンプル イチロウ',
    sex: '男性',
    birthDate: '2017-09-30',
    insurance: '社保 2割・子ども医療',
    time: '10:00',
    visit: '再診',
    allergies: ['卵'],
    problems: ['気管支喘息'],
    vitals: { 体温: '36.8 ℃', SpO2: '99 %', 体重: '24.1 kg' },
    note: {
      S: '夜間の咳は週1回程度に減った。運動時の症状なし。',
      O: '呼吸音清、喘鳴なし。',
      A: '気管支喘息、コントロール良好。',
      P: '長期管理薬を継続。吸入手技を確認した。',
    },
    items: [{ drug: '【般】モンテルカストチュアブル錠5mg', dose: '1回1錠', usage: '1日1回 就寝前', days: 28 }],
    history: [{ daysAgo: 29, text: '感冒後の咳。吸入を追加し経過観察。' }],
  },
  {
    patientId: '0000106',
    name: 'テスト さくら',
    kana: 'テスト サクラ',
    sex: '女性',
    birthDate: '1994-01-21',
    insurance: '国保 3割',
    time: '10:15',
    visit: '再診',
    allergies: [],
    problems: ['片頭痛'],
    vitals: { 血圧: '108/64 mmHg', 脈拍: '70 /分' },
    note: {
      S: '発作は月2回。頓用薬で1時間ほどで軽快する。',
      O: '神経学的異常なし。',
      A: '片頭痛、頓用薬の効果良好。',
      P: '頓用薬を継続。頭痛ダイアリーを続ける。',
    },
    items: [
      { drug: '【般】リザトリプタン安息香酸塩口腔内崩壊錠10mg', dose: '1回1錠', usage: '頭痛時 10回分', days: 1 },
    ],
    history: [{ daysAgo: 35, text: '頭痛ダイアリーを開始。' }],
  },
  {
    patientId: '0000107',
    name: '見本 茂',
    kana: 'ミホン シゲル',
    sex: '男性',
    birthDate: '1950-12-05',
    insurance: '後期高齢 2割',
    time: '10:30',
    visit: '再診',
    allergies: ['造影剤'],
    problems: ['心房細動', '高血圧症'],
    vitals: { 血圧: '128/76 mmHg', 脈拍: '78 /分 不整', 体重: '61.0 kg' },
    note: {
      S: '動悸なし。歯肉出血、黒色便なし。',
      O: '脈拍 78 不整。Cr 0.92。',
      A: '心房細動、抗凝固療法継続中。出血の徴候なし。',
      P: '現行処方を継続。3か月ごとに腎機能を確認。',
    },
    items: [
      { drug: '【般】アピキサバン錠5mg', dose: '1回1錠', usage: '1日2回 朝夕食後', days: 28 },
      { drug: '【般】ビソプロロールフマル酸塩錠2.5mg', dose: '1回1錠', usage: '1日1回 朝食後', days: 28 },
    ],
    history: [
      { daysAgo: 28, text: '心拍数は安定。処方継続。' },
      { daysAgo: 84, text: '腎機能を確認し、用量の変更なし。' },
    ],
  },
  {
    patientId: '0000108',
    name: '例示 あおい',
    kana: 'レイジ アオイ',
    sex: '女性',
    birthDate: '2003-06-14',
    insurance: '社保 3割',
    time: '10:45',
    visit: '初診',
    allergies: [],
    problems: ['急性膀胱炎'],
    vitals: { 体温: '36.6 ℃' },
    note: {
      S: '昨日からの排尿時痛と頻尿。発熱、腰背部痛なし。',
      O: '肋骨脊柱角叩打痛なし。尿白血球 2+。',
      A: '急性単純性膀胱炎。',
      P: '抗菌薬を5日間。尿培養を提出。',
    },
    items: [{ drug: '【般】セファクロルカプセル250mg', dose: '1回1カプセル', usage: '1日3回 毎食後', days: 5 }],
    history: [],
  },
  {
    patientId: '0000109',
    name: '確認 次郎',
    kana: 'カクニン ジロウ',
    sex: '男性',
    birthDate: '1966-02-14',
    insurance: '社保 3割',
    time: '11:00',
    visit: '再診',
    allergies: [],
    problems: ['高血圧症'],
    vitals: { 血圧: '138/84 mmHg', 脈拍: '70 /分' },
    note: {
      S: '自覚症状なし。',
      O: '血圧 138/84、脈拍 70 整。',
      A: '高血圧症、安定。',
      P: '新薬へ変更。院内の薬品マスタは登録作業中で、薬品コードはダミーコードのまま。',
    },
    items: [{ drug: 'テスト新薬錠10mg（薬品コード未設定）', dose: '1回1錠', usage: '1日1回 朝食後', days: 28 }],
    history: [{ daysAgo: 28, text: '血圧 146/90。次回、新薬への変更を検討。' }],
  },
]

/** The patients of today's clinic. */
export function listPatients(now) {
  return charts.map(({ patientId, name, kana, sex, birthDate, time, visit, problems }) => {
    return { patientId, name, kana, sex, birthDate, age: ageAt(birthDate, now), time, visit, problems }
  })
}

/** One chart with the visits' dates, or null. */
export function findChart(patientId, now) {
  const chart = charts.find((one) => one.patientId === patientId)
  if (!chart) return null
  const history = chart.history.map(({ daysAgo, text }) => ({
    date: toTokyoDate(now.getTime() - daysAgo * DAY_MS),
    text,
  }))
  return { ...chart, history, age: ageAt(chart.birthDate, now), today: toTokyoDate(now.getTime()) }
}

function ageAt(birthDate, now) {
  const today = toTokyoDate(now.getTime())
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

function toTokyoDate(time) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date(time))
}
