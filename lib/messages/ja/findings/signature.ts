/** Findings about algorithms, references, the value and the signed properties (V5–V12, V14, V22). */
export const signature = {
  canonicalization_method_not_allowed: {
    title: '認められていない変換方式（正規化）が使われています',
    detail: '電子署名の検証に使う変換方式が、安全なものとして認められていません。',
  },
  canonicalization_method_not_supported: {
    title: '対応していない変換方式（正規化）が使われています',
    detail:
      '標準に定められた変換方式ですが、このシステムでは検証できません。内容が正しいかどうかは確認できていません。',
  },
  signature_method_not_allowed: {
    title: '認められていない署名方式が使われています',
    detail: '電子署名に、安全性が十分でない、または標準にない方式が使われています。',
  },
  signature_method_not_supported: {
    title: '対応していない署名方式が使われています',
    detail:
      '標準に定められた署名方式ですが、このシステムでは検証できません。内容が正しいかどうかは確認できていません。',
  },
  reference_count: {
    title: '署名対象の数が正しくありません',
    detail: '電子署名の対象は、文書・証明書・署名属性の3つと定められていますが、数が一致しません。',
  },
  reference_unresolved: {
    title: '署名対象が見つかりません',
    detail: '電子署名が対象としている箇所が、文書の中にありません。',
  },
  reference_misplaced: {
    title: '署名対象が定められた箇所ではありません',
    detail:
      '電子署名が、処方箋・調剤結果の本来の箇所とは別の箇所を対象にしています。内容がすり替えられている可能性があります。',
  },
  reference_repeated: {
    title: '同じ箇所が重複して署名対象になっています',
    detail: '電子署名が同じ箇所を二度以上対象にしているため、必要な箇所がすべて署名されているとはいえません。',
  },
  transform_not_allowed: {
    title: '署名対象に、認められていない加工が指定されています',
    detail: '署名した内容と表示される内容とが異なるものになりうる加工が指定されています。',
  },
  transform_not_supported: {
    title: '署名対象に、対応していない加工が指定されています',
    detail: '標準に定められた加工ですが、このシステムでは検証できません。内容が正しいかどうかは確認できていません。',
  },
  digest_method_not_allowed: {
    title: '認められていないハッシュ方式が使われています',
    detail:
      '内容が変わっていないことを確かめる方式（ハッシュ関数）に、安全性が十分でない、または標準にないものが使われています。',
  },
  digest_method_not_supported: {
    title: '対応していないハッシュ方式が使われています',
    detail:
      '標準に定められたハッシュ関数ですが、このシステムでは検証できません。内容が正しいかどうかは確認できていません。',
  },
  digest_value_malformed: {
    title: 'ハッシュ値を読み取れません',
    detail: '内容が変わっていないことを確かめる値（ハッシュ値）の形式または長さが正しくありません。',
  },
  digest_mismatch: {
    title: '署名後に内容が変更されています',
    detail:
      '署名したときの内容と、現在の内容が一致しません。改ざんされたか、受け渡しの途中で変わった可能性があります。',
  },
  signed_properties_type: {
    title: '署名対象の種別が正しくありません',
    detail: '署名属性への参照に定められた種別が付いていないか、ほかの参照に付いています。',
  },
  qualifying_properties_target: {
    title: '署名属性が別の署名を指しています',
    detail: '署名日時や証明書の情報などが、この電子署名のものとして結び付けられていません。',
  },
  signing_certificate_missing: {
    title: '署名に使った証明書の記載がありません',
    detail: 'どの証明書で署名したかが署名属性に記録されていないため、署名者を確定できません。',
  },
  signing_certificate_mismatch: {
    title: '署名に使った証明書が一致しません',
    detail: '文書に添付された証明書が、署名時に記録された証明書と異なります。証明書が差し替えられた可能性があります。',
  },
  signing_certificate_not_first: {
    title: '署名に使った証明書を特定できません',
    detail: '添付された証明書は署名時の記録に含まれていますが、署名者の証明書として先頭に記録されていません。',
  },
  issuer_serial_mismatch: {
    title: '証明書の発行者またはシリアル番号が一致しません',
    detail: '署名時に記録された証明書の発行者名・シリアル番号が、添付された証明書と異なります。',
  },
  issuer_name_not_supported: {
    title: '証明書の発行者名を照合できません',
    detail: '署名時に記録された発行者名の書き方に対応していないため、添付された証明書と照合できません。',
  },
  key_info_structure: {
    title: '証明書の添付方法が正しくありません',
    detail: '署名者の証明書が一つだけ添付されていなければなりませんが、証明書がないか、ほかの情報が含まれています。',
  },
  certificate_malformed: {
    title: '署名者の証明書を読み取れません',
    detail: '添付された証明書が破損しているか、証明書として正しい形式になっていません。',
  },
  key_type_mismatch: {
    title: '証明書の鍵と署名方式が合いません',
    detail: '署名者の証明書の鍵では、記録された方式の署名を作成できません。',
  },
  key_type_not_supported: {
    title: '対応していない種類の鍵です',
    detail:
      '署名者の証明書の鍵の種類に対応していないため、このシステムでは検証できません。内容が正しいかどうかは確認できていません。',
  },
  key_too_short: {
    title: '証明書の鍵の長さが足りません',
    detail: '署名者の証明書の鍵が短く、電子署名の偽造を防げる強度がありません。',
  },
  signature_value_malformed: {
    title: '署名値を読み取れません',
    detail: '電子署名の値の形式または長さが正しくありません。',
  },
  signature_value_mismatch: {
    title: '電子署名が証明書と一致しません',
    detail: '電子署名は、添付された証明書の持ち主が作成したものではないか、署名後に変更されています。',
  },
  comment_inside: {
    title: '署名対象の中にコメントが含まれています',
    detail:
      '電子署名で保護されない記述（コメント）が署名対象の中にあります。表示される内容を変えるために使われることがあります。',
  },
  signed_content_malformed: {
    title: '署名された内容を取り出せません',
    detail: '署名対象の中の処方・調剤のデータが、定められた形式（base64）になっていません。',
  },
  signing_time_missing: {
    title: '署名日時の記載がありません',
    detail: '署名属性に、署名日時がないか、複数あります。',
  },
  signing_time_malformed: {
    title: '署名日時を読み取れません',
    detail: '署名属性に記録された署名日時が、日時として正しい形式になっていません。',
  },
  signing_time_without_zone: {
    title: '署名日時の時差が分かりません',
    detail: '署名日時に時差（タイムゾーン）の記載がないため、署名された時刻を確定できません。',
  },
  signing_time_after_base_time: {
    title: '署名日時が検証の基準時刻より後です',
    detail: '署名日時が、タイムスタンプの時刻または検証した時刻より後になっています。',
  },
  signed_properties_structure: {
    title: '署名属性の内容が正しくありません',
    detail: '署名された属性に、定められていない要素や、形式の正しくない値が含まれています。',
  },
  signature_policy_not_supported: {
    title: '対応していない署名ポリシーが指定されています',
    detail: '署名者が指定した規則（署名ポリシー）に従って署名されたかどうかを、このシステムでは確認できません。',
  },
  signed_property_not_supported: {
    title: '対応していない署名属性が含まれています',
    detail: '署名された属性の中に、このシステムで意味を確認できないものがあります。',
  },
}
