const morning = '1011000400000000'
const evening = '1011040000000000'
const bedtime = '1011100000000000'
const twice = '1012040400000000'
const threeTimes = '1013044400000000'
const whenInPain = '1050110000000000'
const freeText = '0X0XXXXXXXXX0000'

/**
 * How the drugs of the charts are ordered: dosage form (1 内服, 2 頓服, 3 外用), amount a day or in all, unit, times a day, usage code of the
 * national usage master; then, where it is not a generic name without a code, kind and code of the drug. The last one has a dummy code, as
 * a drug has that the hospital's master does not know yet: the facility warns of it, and the national service refuses it.
 */
export const orders = {
  '【般】アムロジピン錠5mg': ['1', '1', '錠', '1', morning],
  '【般】メトホルミン塩酸塩錠250mg': ['1', '2', '錠', '2', twice],
  '【般】ロスバスタチン錠2.5mg': ['1', '1', '錠', '1', evening],
  '【般】フェキソフェナジン塩酸塩錠60mg': ['1', '2', '錠', '2', twice],
  '【般】モメタゾンフランカルボン酸エステル点鼻液50μg': ['3', '1', '瓶', '1', freeText],
  '【般】アセトアミノフェン錠200mg': ['2', '2', '錠', '1', whenInPain],
  '【般】デキストロメトルファン臭化水素酸塩錠15mg': ['1', '3', '錠', '3', threeTimes],
  '【般】アルファカルシドールカプセル0.5μg': ['1', '1', 'カプセル', '1', morning],
  '【般】ロキソプロフェンNaテープ100mg': ['3', '14', '枚', '1', freeText],
  '【般】モンテルカストチュアブル錠5mg': ['1', '1', '錠', '1', bedtime],
  '【般】リザトリプタン安息香酸塩口腔内崩壊錠10mg': ['2', '1', '錠', '1', whenInPain],
  '【般】アピキサバン錠5mg': ['1', '2', '錠', '2', twice],
  '【般】ビソプロロールフマル酸塩錠2.5mg': ['1', '1', '錠', '1', morning],
  '【般】セファクロルカプセル250mg': ['1', '3', 'カプセル', '3', threeTimes],
  'テスト新薬錠10mg（薬品コード未設定）': ['1', '1', '錠', '1', morning, '2', '666660000'],
}
