/** Findings about the signer’s certificate (V13) and about time-stamps (V15–V17). */
export const signerAndTime = {
  signer_certificate_revoked: {
    title: '署名者の証明書は失効しています',
    detail: '検証の基準時刻より前に、署名者の証明書が失効しています。',
  },
  signer_certificate_suspended: {
    title: '署名者の証明書は一時停止中です',
    detail:
      '検証の基準時刻に証明書の効力が一時停止されています。その後、再開または失効のどちらになるかで結果が変わります。',
  },
  signer_certificate_expired: {
    title: '署名者の証明書は有効期間を過ぎています',
    detail: '検証の基準時刻に、署名者の証明書の有効期間が終わっています。',
  },
  signer_certificate_expired_no_poe: {
    title: '有効期間内に署名されたことを確認できません',
    detail: '署名者の証明書は有効期間を過ぎており、それより前に署名されたことを証明するタイムスタンプがありません。',
  },
  signer_certificate_not_yet_valid: {
    title: '署名者の証明書は有効期間の前です',
    detail: '検証の基準時刻に、署名者の証明書の有効期間が始まっていません。',
  },
  signer_key_usage: {
    title: '電子署名用の証明書ではありません',
    detail:
      '署名者の証明書は、電子署名（否認防止）に使うものとして発行されていません。認証用の証明書が使われた可能性があります。',
  },
  signer_path_not_found: {
    title: '署名者の証明書の発行元を確認できません',
    detail:
      '信頼する認証局（HPKI）から発行された証明書であることを確認できません。発行元の証明書がないか、設定されていません。',
  },
  signer_revocation_unknown: {
    title: '証明書が失効していないかを確認できません',
    detail: '署名者の証明書または発行元の認証局の失効情報（CRL）が、入手できないか、古いか、使用できません。',
  },
  signer_revocation_no_poe: {
    title: '失効情報が当時のものであることを確認できません',
    detail: '失効情報（CRL）が、有効だった時期に存在していたことを証明するタイムスタンプがありません。',
  },
  signer_certificate_invalid: {
    title: '署名者の証明書は使用できません',
    detail: '署名者の証明書、または発行元の認証局の証明書が、電子処方箋の署名に必要な条件を満たしていません。',
  },
  signer_certificate_indeterminate: {
    title: '署名者の証明書を確認できません',
    detail: '署名者の証明書、または発行元の認証局の証明書が正しいかどうかを、判断できません。',
  },
  signer_role_mismatch: {
    title: '署名者の資格が文書の種類に合いません',
    detail:
      '署名者の証明書に記載された資格（医師・歯科医師・薬剤師）を確認できないか、文書の種類に合いません。処方箋は医師または歯科医師、調剤結果は薬剤師の署名が必要です。',
  },
  unsigned_properties_structure: {
    title: 'タイムスタンプなどの付加情報が多すぎます',
    detail: '電子署名に付け加えられた情報の数が、検証できる上限を超えています。',
  },
  timestamp_malformed: {
    title: 'タイムスタンプを読み取れません',
    detail: '電子署名のタイムスタンプが、定められた形式で収められていません。',
  },
  timestamp_not_supported: {
    title: '対応していない形式のタイムスタンプです',
    detail: '標準に定められた形式のタイムスタンプですが、このシステムでは検証できません。',
  },
  timestamp_imprint_mismatch: {
    title: 'タイムスタンプがこの電子署名のものではありません',
    detail: 'タイムスタンプの対象と現在の電子署名が一致しません。差し替えられたか、変更された可能性があります。',
  },
  timestamp_invalid: {
    title: 'タイムスタンプが正しくありません',
    detail: '電子署名のタイムスタンプ、またはタイムスタンプ局の証明書が、正しくありません。',
  },
  timestamp_expired_no_poe: {
    title: 'タイムスタンプの有効期間を過ぎています',
    detail:
      'タイムスタンプ局の証明書が有効期間を過ぎており、それより前から存在していたことを証明するタイムスタンプがありません。',
  },
  timestamp_indeterminate: {
    title: 'タイムスタンプを確認できません',
    detail:
      '電子署名のタイムスタンプが正しいかどうかを判断できません。タイムスタンプ局の証明書や失効情報が不足している可能性があります。',
  },
  timestamp_order: {
    title: 'タイムスタンプの時刻の順序が正しくありません',
    detail: '後から付けられたタイムスタンプの時刻が、先に付けられたものより前になっています。',
  },
  archive_timestamp_not_supported: {
    title: '対応していない形式の長期保存用タイムスタンプです',
    detail: '古い形式（XAdES 1.3.2）など、標準に定められていても、このシステムでは検証できない形式です。',
  },
  archive_timestamp_malformed: {
    title: '長期保存用タイムスタンプを読み取れません',
    detail: '長期保存用タイムスタンプが、定められた形式で収められていません。',
  },
  archive_timestamp_mismatch: {
    title: '長期保存用タイムスタンプが文書と一致しません',
    detail: '長期保存用タイムスタンプの対象と現在の文書が一致しません。付与された後に変更された可能性があります。',
  },
  archive_timestamp_invalid: {
    title: '長期保存用タイムスタンプが正しくありません',
    detail: '長期保存用タイムスタンプ、またはタイムスタンプ局の証明書が、正しくありません。',
  },
  archive_timestamp_expired_no_poe: {
    title: '長期保存用タイムスタンプの有効期間を過ぎています',
    detail:
      'タイムスタンプ局の証明書が有効期間を過ぎており、期限前に付け直された長期保存用タイムスタンプがありません。',
  },
  archive_timestamp_indeterminate: {
    title: '長期保存用タイムスタンプを確認できません',
    detail:
      '長期保存用タイムスタンプが正しいかどうかを判断できません。タイムスタンプ局の証明書や失効情報が不足している可能性があります。',
  },
}
