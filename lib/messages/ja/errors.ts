import { authority } from './authority-errors'
import { credential } from './credential-errors'
import type { ErrorText } from './error-text'
import { phone } from './phone-errors'
import { signature } from './signature-errors'
import { signing } from './signing/errors'

const request = {
  'request.malformed': {
    title: '送信内容に誤りがあります',
    detail: '入力内容の形式が正しくありません。',
    nextStep: '内容を確かめて、もう一度お試しください。',
  },
  'request.text_not_displayable': {
    title: '使用できない文字が含まれています',
    detail:
      '項目「{field}」に、改行や制御文字、文字の向きを変える文字など、画面に正しく表示されない文字が含まれています。',
    nextStep: '該当する文字を削除して、もう一度お試しください。',
  },
  'request.timeout': {
    title: '送信が時間内に終わりませんでした',
    detail: 'リクエストがすべて届く前に、待ち時間の上限を過ぎました。',
    nextStep: '通信状況をご確認のうえ、もう一度お試しください。',
  },
  'request.too_large': {
    title: '送信データが大きすぎます',
    detail: '受け付けられる大きさを超えています。',
    nextStep: 'データを分けて送信してください。',
  },
  'request.header_too_large': {
    title: 'ヘッダーが大きすぎます',
    detail: 'HTTPヘッダーが受け付けられる大きさを超えています。',
    nextStep: 'CookieやヘッダーのサイズをAPIの呼び出し元でご確認ください。',
  },
  'request.unsupported_media_type': {
    title: '受け付けられない形式です',
    detail: 'このデータ形式（Content-Type）には対応していません。',
    nextStep: 'APIの仕様をご確認ください。',
  },
  'request.not_found': {
    title: '見つかりません',
    detail: '指定された対象は存在しないか、参照する権限がありません。',
  },
  'request.method_not_allowed': {
    title: 'この操作はできません',
    detail: 'このアドレスでは利用できないHTTPメソッドです。',
    nextStep: 'APIの仕様をご確認ください。',
  },
  'request.unauthorized': {
    title: '認証が必要です',
    detail: '認証情報がないか、有効ではありません。',
    nextStep: 'もう一度ログインまたは認証を行ってください。',
  },
  'request.forbidden': {
    title: '権限がありません',
    detail: 'この操作を行う権限がありません。',
    nextStep: '必要なときは管理者にご相談ください。',
  },
  'request.rate_limited': {
    title: '操作の回数が多すぎます',
    detail: '安全のため、一時的に受け付けを止めています。',
    nextStep: '{time}ほど待ってから、もう一度お試しください。',
  },
} satisfies Record<string, ErrorText>

const service = {
  'service.unavailable': {
    title: '一時的に利用できません',
    detail: 'サーバーの準備が整っていません。入力回数には数えられていません。',
    nextStep: '少し待ってから、もう一度お試しください。',
  },
  'service.internal': {
    title: '処理を続けられませんでした',
    detail: '予期しない問題が起きました。入力回数には数えられていません。',
    nextStep: '少し待ってから、もう一度お試しください。続くときは問い合わせ番号を担当部署にお知らせください。',
  },
} satisfies Record<string, ErrorText>

const registration = {
  'notification_card.unknown': {
    title: '通知カードを確認できません',
    detail: '読み取った二次元コードに対応する通知カードが見つかりません。',
    nextStep: '通知カードの二次元コードを、もう一度読み取ってください。',
  },
  'notification_card.expired': {
    title: '通知カードの有効期限が切れています',
    detail: 'この通知カードでは、スマートフォンを登録できません。',
    nextStep: '発行元の認証局に、通知カードの再発行を申請してください。それまではHPKIカードで本人認証ができます。',
  },
  'notification_card.locked': {
    title: '通知カードがロックされています',
    detail: 'パスワードの誤りが上限に達したため、この通知カードは使えません。',
    nextStep:
      '発行元の認証局に、通知カードの再発行またはロックの解除を申請してください。それまではHPKIカードで本人認証ができます。',
  },
  'notification_card.voided': {
    title: 'この通知カードは無効です',
    detail: '新しい通知カードが発行されたか、発行が取り消されています。',
    nextStep: '新しい通知カードが届いている場合は、そちらの二次元コードを読み取ってください。',
  },
  'notification_card.consumed': {
    title: 'この通知カードは使用済みです',
    detail: 'この通知カードで、すでにスマートフォンが登録されています。',
    nextStep: '登録したスマートフォンをご利用ください。心当たりがないときは、すぐに発行元の認証局にご連絡ください。',
  },
  'notification_card.wrong_password': {
    title: 'パスワードが違います',
    detail: 'あと{tries}回間違えると、この通知カードはロックされます。',
    nextStep: '通知カードとは別の用紙に印刷されたパスワードを確かめてください。',
  },
  'registration.unknown': {
    title: '登録の手続きが見つかりません',
    detail: 'この登録は終了しているか、別のブラウザで始められたものです。',
    nextStep: '通知カードの二次元コードを、もう一度読み取ってください。',
  },
  'registration.expired': {
    title: '登録の時間が過ぎました',
    detail: '通知カードは無効になっていません。',
    nextStep: '通知カードの二次元コードを読み取り、最初からやり直してください。',
  },
  'registration.done': {
    title: '登録は完了しています',
    detail: 'この手続きでのスマートフォンの登録は終わっています。',
    nextStep: 'このまま毎日の本人認証にご利用いただけます。',
  },
} satisfies Record<string, ErrorText>

const deviceAuthorization = {
  'claim.invalid': {
    title: 'この二次元コードは使えません',
    detail: '有効時間が過ぎたか、正しく読み取れませんでした。',
    nextStep: '電子カルテの画面に表示中の二次元コードを、もう一度読み取ってください。',
  },
  'claim.taken': {
    title: '別のスマートフォンで読み取り済みです',
    detail: 'この二次元コードは、先に別のスマートフォンで読み取られました。',
    nextStep: '心当たりがないときは電子カルテの画面で中止し、新しい二次元コードで始めてください。',
  },
  'claim.wrong_number': {
    title: '番号が違います',
    detail: '電子カルテの画面の番号と一致しないため、この認証を終了しました。',
    nextStep: '電子カルテの画面から、最初からやり直してください。',
  },
  'claim.out_of_order': {
    title: 'この操作は今はできません',
    detail: '認証の手順の順番が違います。番号の入力は一度だけです。',
    nextStep: 'ページを開き直して、続きから進めてください。',
  },
  'claim.ended': {
    title: 'この認証は終了しています',
    detail: '承認、拒否、中止または時間切れで終わった認証です。',
    nextStep: '続けるときは、電子カルテの画面から新しく始めてください。',
  },
  'device_authorization.unknown': {
    title: '認証の要求が見つかりません',
    detail: 'この認証は終了しているか、この医療機関が始めたものではありません。',
    nextStep: '電子カルテの画面から、もう一度始めてください。',
  },
  'device_authorization.expired': {
    title: '時間切れになりました',
    detail: '承認されないまま有効時間が過ぎました。',
    nextStep: '電子カルテの画面から、もう一度始めてください。',
  },
  'device_authorization.denied': {
    title: '認証が拒否されました',
    detail: 'スマートフォンで「違います」が選ばれたか、番号が一致しませんでした。',
    nextStep: 'ご本人が操作していることを確認し、もう一度始めてください。',
  },
  'device_authorization.cancelled': {
    title: '認証を中止しました',
    detail: 'スマートフォンまたは電子カルテの画面で中止されました。',
    nextStep: '続けるときは、電子カルテの画面から始めてください。',
  },
  'holder.unknown': {
    title: '名義人が見つかりません',
    detail: '認証局に登録された名義人を確認できません。',
    nextStep: '職員と名義人のひも付けを、担当部署にご確認ください。',
  },
  'holder.exists': {
    title: 'この名義人は登録済みです',
    detail: '同じ資格と登録番号の名義人が、すでに登録されています。',
  },
  'holder.disabled': {
    title: '利用が停止されています',
    detail: 'この名義人のHPKIセカンド電子証明書は、現在利用できません。',
    nextStep: '発行元の認証局にお問い合わせください。',
  },
  'facility_client.already_exists': {
    title: 'このクライアントIDは登録済みです',
    detail: '同じクライアントIDの医療機関が、認証局に登録されています。',
    nextStep: '別のクライアントIDを指定してください。',
  },
  'facility_client.invalid_keys': {
    title: '公開鍵を登録できません',
    detail:
      '署名用の公開鍵（P-256、またはRSA 2048ビット以上）を、JWK Setで1個から10個まで指定してください。2個以上のときは、それぞれにkidが必要です。',
    nextStep: '公開鍵の内容を確かめて、もう一度お試しください。',
  },
  'facility_client.unknown': {
    title: '医療機関のクライアントが見つかりません',
    detail: '指定されたクライアントIDは登録されていないか、すでに停止されています。',
  },
  'access_token.unknown': {
    title: '有効な認証がありません',
    detail: 'アクセストークンが見つからないか、期限切れ、または終了しています。',
    nextStep: '改めて本人認証を行ってください。',
  },
} satisfies Record<string, ErrorText>

const facility = {
  'facility.unknown': {
    title: '医療機関が見つかりません',
    detail: '指定された医療機関は登録されていません。',
  },
  'facility.disabled': {
    title: 'この医療機関では利用できません',
    detail: '医療機関の利用が停止されています。',
    nextStep: '医療機関の担当部署にお問い合わせください。',
  },
  'emr_client.unknown': {
    title: '電子カルテの接続が見つかりません',
    detail: '指定された電子カルテの接続は登録されていないか、停止されています。',
  },
  'emr_client.invalid_keys': {
    title: '公開鍵を登録できません',
    detail:
      '署名用の公開鍵（P-256、またはRSA 2048ビット以上）を、JWK Setで1個から10個まで指定してください。2個以上のときは、それぞれにkidが必要です。',
    nextStep: '公開鍵の内容を確かめて、もう一度お試しください。',
  },
  'emr_client.invalid_origin': {
    title: '接続元（オリジン）の形式が正しくありません',
    detail: '「https://ホスト名」の形で、パスを付けずに指定してください。',
    nextStep: '電子カルテの画面のアドレスを確かめて、もう一度お試しください。',
  },
  'launch.invalid': {
    title: 'この画面は開き直しが必要です',
    detail: '起動チケットが使用済みか、有効時間（60秒）を過ぎています。',
    nextStep: '電子カルテの画面から、もう一度本人認証を開いてください。',
  },
  'launch.origin_mismatch': {
    title: 'この画面からは利用できません',
    detail: '登録されていない画面に組み込まれています。',
    nextStep: '電子カルテの管理者に、接続元（オリジン）の登録を確認してください。',
  },
  'frame_session.expired': {
    title: '画面の有効時間が過ぎました',
    detail: '安全のため、この画面の利用を終了しました。',
    nextStep: '電子カルテの画面から、もう一度本人認証を開いてください。',
  },
  'sign_in.unknown': {
    title: '本人認証が見つかりません',
    detail: 'この本人認証は終了しているか、別の画面で始められたものです。',
    nextStep: 'もう一度始めてください。',
  },
  'sign_in.method_not_available': {
    title: 'この認証方法は利用できません',
    detail: 'この職員または端末では、選んだ認証方法を利用できません。',
    nextStep: '別の認証方法を選んでください。',
  },
  'sign_in.not_registered': {
    title: '登録が済んでいません',
    detail: 'この職員には、HPKIセカンド電子証明書がひも付いていません。',
    nextStep: '担当部署にお問い合わせください。お急ぎのときは紙の処方箋（引換番号付き）を発行できます。',
  },
  'sign_in.failed': {
    title: '認証できませんでした',
    detail: '本人認証を完了できませんでした。処方の内容は失われていません。',
    nextStep: 'もう一度お試しいただくか、別の認証方法を選んでください。',
  },
  'sign_in.expired': {
    title: '時間切れになりました',
    detail: '本人認証の有効時間が過ぎました。処方の内容は失われていません。',
    nextStep: 'もう一度始めてください。',
  },
  'staff.unknown': {
    title: '職員が見つかりません',
    detail: '指定された職員は登録されていません。',
    nextStep: '職員コードをご確認ください。',
  },
  'staff.locked': {
    title: '利用を停止しています',
    detail: 'この職員の本人認証は停止されています。',
    nextStep: '担当部署にお問い合わせください。',
  },
  'staff.not_linked': {
    title: '名義人とひも付いていません',
    detail: 'この職員は、HPKIセカンド電子証明書の名義人とひも付いていません。',
    nextStep: '担当部署に、ひも付けを依頼してください。',
  },
  'terminal.unknown': {
    title: '端末が登録されていません',
    detail: '指定された端末は登録されていません。',
    nextStep: '担当部署に、端末の登録を依頼してください。',
  },
  'terminal.retired': {
    title: 'この端末は利用を終了しています',
    detail: 'この端末では、本人認証を始められません。',
    nextStep: '別の端末をお使いください。',
  },
  'console_session.invalid_credentials': {
    title: 'ログインできません',
    detail: '医療機関コード、職員コード、パスワードのいずれかが違うか、管理者として登録されていません。',
    nextStep: '入力内容を確かめて、もう一度お試しください。',
  },
  'console_session.locked': {
    title: 'ログインを一時的に止めています',
    detail: 'ログインの失敗が続いたため、この端末からの受け付けを止めています。',
    nextStep: '{time}ほど待ってから、もう一度お試しください。以前にログインした端末からは、すぐにログインできます。',
  },
  'console_session.expired': {
    title: 'ログアウトしました',
    detail: '一定時間が過ぎたため、安全のためログアウトしました。',
    nextStep: 'もう一度ログインしてください。',
  },
} satisfies Record<string, ErrorText>

const all = {
  ...request,
  ...service,
  ...registration,
  ...deviceAuthorization,
  ...facility,
  ...authority,
  ...credential,
  ...phone,
  ...signature,
  ...signing,
}

/** Every code that has a text. A catalogue of codes that is not a subset of this does not compile. */
export type ErrorCode = keyof typeof all

export const errors: Record<ErrorCode, ErrorText> = all
