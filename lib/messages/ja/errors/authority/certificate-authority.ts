import type { ErrorText } from '../../error-text'

export const certificateAuthority = {
  'certificate_authority.unknown': {
    title: '認証局が見つかりません',
    detail: 'その名前の認証局はありません。',
    nextStep: '名前を確かめて、もう一度お試しください。',
  },
  'certificate_authority.name_invalid': {
    title: '認証局の名前に使えない文字列です',
    detail:
      '英小文字、数字、ハイフンで54文字までです。test- で始まる名前と、-root や -issuer-1 で終わる名前は使えません。',
    nextStep: '別の名前でお試しください。',
  },
  'certificate_authority.subject_invalid': {
    title: '識別名の書き方が正しくありません',
    detail: 'C=JP O=見本認証局 CN=... のように、属性を一つずつ書いてください。',
    nextStep: '属性を直して、もう一度お試しください。',
  },
  'certificate_authority.name_taken': {
    title: '認証局の名前は使われています',
    detail: '同じ名前の認証局、または識別名か鍵の種類の違う申請があります。',
    nextStep: '別の名前でお試しください。',
  },
  'certificate_authority.subject_taken': {
    title: '識別名は使われています',
    detail: '同じ識別名の認証局または申請があります。識別名が同じ認証局が二つあると、失効リストが区別できません。',
    nextStep: '別の識別名でお試しください。',
  },
  'certificate_authority.certificate_refused': {
    title: '認証局の証明書を受け入れられません',
    detail: '申請した内容と合わないか、証明書を発行できる認証パスになっていません。何も登録していません。',
    nextStep: '表示された理由を上位の認証局に伝え、証明書を発行し直してもらってください。',
  },
  'certificate_authority.installed': {
    title: '認証局の証明書は登録済みです',
    detail: 'この申請の証明書は、すでに登録されています。',
  },
  'certificate_authority.retired': {
    title: '認証局は発行を終えています',
    detail: 'この認証局は、すでに発行を終えています。',
  },
  'certificate_authority.test_hierarchy': {
    title: 'テスト用の認証局では行えません',
    detail:
      'SHOMEI_TRUST=test の間は、実際の認証局を申請・登録できません。テスト用の認証局の発行を終える操作もありません。',
    nextStep: 'SHOMEI_TRUST の設定を外してから、もう一度お試しください。',
  },
} satisfies Record<string, ErrorText>
