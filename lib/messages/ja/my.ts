import type { DocumentKind } from '@/lib/vocabulary/document-kind'

/** The holder's own page (`/my`): phones, tokens, signatures. */
export const my = {
  pageTitle: 'マイページ',
  signIn: {
    heading: '登録したスマートフォンで開く',
    detail: '登録済みのスマートフォンの生体認証で、ご自身の登録内容と認証の状況を確認できます。',
    submit: '生体認証で開く',
    submitting: '画面の案内に従ってください…',
    failed: '認証を確認できませんでした。もう一度お試しください。',
    preparing: '準備しています…',
    blocked: '確認の画面を表示できませんでした。Safari（Androidの場合はChrome）で開いてください。',
    cancelled: '生体認証が完了しませんでした。準備ができたら、もう一度お試しください。',
    ended: '安全のため、マイページを閉じました。',
    noPhone: 'スマートフォンを登録していない方は、通知カードの二次元コードから登録してください。',
  },
  /** For a person whose phone is gone, on any device: only what works without that phone. */
  lost: {
    heading: 'スマートフォンを紛失された方',
    ways: [
      'ほかにも登録したスマートフォンがある方は、そのスマートフォンでこのページを開き、紛失したスマートフォンの利用を停止してください。',
      'パスキーを同期している方は、同じアカウントの別のスマートフォンやタブレットでも、このページを開いて停止できます。',
      'どちらもない方は、この画面では停止できません。すぐに医療機関の担当部署と発行元の認証局にご連絡のうえ、通知カードの再発行を申請してください。新しい通知カードで別のスマートフォンを登録すると、このページで停止できます。',
    ],
  },
  loading: '読み込んでいます…',
  remaining: 'あと{duration}でこのページを閉じます',
  greeting: '{name} 様',
  signOut: '閉じる',
  phones: {
    heading: '登録したスマートフォン',
    lastUsed: '最後に使った日時',
    neverUsed: 'まだ使われていません',
    registeredAt: '登録日時',
    key: 'パスキーの保存先',
    synced: 'アカウントで同期',
    deviceBound: 'この端末のみ',
    thisPhone: '使用中の端末',
    remove: '登録を解除',
    removeConfirm: {
      heading: '「{name}」の登録を解除します。よろしいですか。',
      detail:
        'このスマートフォンでは本人認証ができなくなり、このスマートフォンで行った有効な認証も終了します。もう一度使うには新しい通知カードが必要です。',
      submit: '解除する',
      cancel: 'キャンセル',
    },
    removed: '登録を解除しました。',
    empty: '登録したスマートフォンはありません。',
    removeOnDevice: 'スマートフォンに残ったパスキーは、「設定」のパスワード管理から削除できます。',
  },
  tokens: {
    heading: '有効な認証',
    facility: '医療機関',
    place: '認証した場所',
    placeValue: '{place}（{terminal}）',
    method: '認証方法',
    issuedAt: '認証した日時',
    expiresAt: '有効期限',
    /** In the place of the button, once the token of an open page has ended. */
    expired: '有効期限が過ぎ、終了しました',
    gone: '終了しました',
    end: '終了する',
    endAll: 'すべて終了する',
    endAllConfirm: {
      heading: '有効な認証をすべて終了します。よろしいですか。',
      detail: '次に電子署名を行うときは、改めて本人認証が必要です。すでに付与された電子署名は有効なままです。',
      submit: 'すべて終了する',
      cancel: 'キャンセル',
    },
    ended: '認証を終了しました。',
    empty: '有効な認証はありません。',
  },
  signatures: {
    heading: '電子署名の履歴',
    lead: 'ご本人名義で行われた電子署名を新しい順に50回分まで表示しています。',
    signedAt: '署名日時',
    facility: '医療機関',
    kind: '文書',
    kinds: { prescription: '処方箋', dispensing: '調剤結果', other: 'その他の文書' } satisfies Record<
      DocumentKind | 'other',
      string
    >,
    kindValue: '{kind} {count}件',
    empty: '電子署名の履歴はありません。',
    notMine: '心当たりのない署名があるときは、有効な認証を終了し、すぐに勤務先の担当部署へご連絡ください。',
  },
  loss: {
    heading: 'スマートフォンの紛失・盗難',
    detail:
      '紛失したスマートフォンの登録を解除し、有効な認証をすべて終了します。医療機関や認証局には通知されませんので、別途ご連絡ください。',
    submit: '紛失したスマートフォンの利用を停止',
    choose: '紛失したスマートフォン',
    confirm: {
      heading: '利用を停止します。よろしいですか。',
      detail:
        '選んだスマートフォンは直ちに使えなくなります。見つかった場合も、再び使うには新しい通知カードが必要です。',
      submit: '停止する',
      cancel: 'キャンセル',
    },
    done: '紛失したスマートフォンの登録を解除し、有効な認証をすべて終了しました。医療機関や認証局には通知されていません。担当部署にご連絡ください。',
  },
}
