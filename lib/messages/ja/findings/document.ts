/** Findings about the document as a whole, and about the place and the structure of the signature (V1–V4). */
export const document = {
  document_too_large: {
    title: '文書が大きすぎます',
    detail: '文書の大きさが検証できる上限を超えているため、内容を読み取らずに検証を終えました。',
  },
  document_too_complex: {
    title: '文書の構造が複雑すぎます',
    detail: 'XMLの要素の数や入れ子の深さが、検証できる上限を超えています。',
  },
  encoding_not_utf8: {
    title: '文字コードがUTF-8ではありません',
    detail: '電子処方箋の文書に定められた文字コードで書かれていません。',
  },
  document_type_declaration: {
    title: '使用できない宣言（DOCTYPE）が含まれています',
    detail: '文書の読み取り方を変えることのできる宣言が含まれています。電子処方箋の文書には使われません。',
  },
  entity_reference: {
    title: '使用できない参照（実体参照）が含まれています',
    detail: '別の文字列に置き換わる参照が含まれています。電子処方箋の文書には使われません。',
  },
  processing_instruction: {
    title: '使用できない処理命令が含まれています',
    detail: '文書を処理するプログラムへの命令が含まれています。電子処方箋の文書には使われません。',
  },
  cdata_section: {
    title: '使用できない書き方（CDATA）が含まれています',
    detail: '電子処方箋の文書には使われない、文字をそのまま埋め込む書き方が含まれています。',
  },
  xml_malformed: {
    title: '文書を読み取れません',
    detail: 'XML文書として正しい形になっていません。文書が途中で切れているか、破損している可能性があります。',
  },
  canonicalization_failed: {
    title: '文書を検証用の形に変換できません',
    detail: '署名の検証に必要な標準の形（正規形）に変換できない記述が含まれています。',
  },
  id_duplicate: {
    title: '同じ識別子（ID）が重複しています',
    detail:
      '一つしかないはずの識別子が文書の中に複数あり、署名の対象となった箇所を特定できません。改ざんの手口としても知られています。',
  },
  document_kind_unknown: {
    title: '処方箋または調剤結果の文書ではありません',
    detail: '電子処方箋または調剤結果として定められた構成になっていません。',
  },
  document_kind_mismatch: {
    title: '文書の種類が異なります',
    detail: '処方箋と調剤結果のうち、求められたものとは別の種類の文書です。',
  },
  signature_missing: {
    title: '電子署名がありません',
    detail: '電子署名があるべき箇所に、署名がないか、複数あります。',
  },
  signature_misplaced: {
    title: '定められた箇所以外に電子署名があります',
    detail: '文書の別の箇所に電子署名が含まれています。改ざんの手口としても知られています。',
  },
  signature_structure: {
    title: '電子署名の構成が正しくありません',
    detail: '電子署名に必要な要素が欠けているか、余分な要素が含まれています。',
  },
  signed_info_structure: {
    title: '署名対象の情報の構成が正しくありません',
    detail: '何に対して署名したかを示す部分（SignedInfo）に、必要な要素が欠けているか、余分な要素が含まれています。',
  },
  qualifying_properties_structure: {
    title: '署名属性の構成が正しくありません',
    detail: '署名日時や証明書の情報などを収める部分（QualifyingProperties）が、定められた構成になっていません。',
  },
  qualifying_properties_reference: {
    title: '署名属性が文書の外を指しています',
    detail:
      '署名日時や証明書の情報などが、文書の中ではなく外部の参照として記録されています。この形式は受け付けていません。',
  },
  counter_signature: {
    title: '電子署名に別の署名（副署）が付いています',
    detail: '処方箋・調剤結果では使われない、電子署名に対する別の人の署名が含まれています。',
  },
}
