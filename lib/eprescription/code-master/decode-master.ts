/** The text of a master file in UTF-8, with or without byte order mark, or in Shift_JIS with Microsoft's additions; `null` if neither. */
export function decodeMaster(file: Uint8Array): string | null {
  const text = decode(file, 'utf-8') ?? decode(file, 'shift_jis')
  return text?.includes('\0') === true ? null : text
}

function decode(file: Uint8Array, encoding: 'utf-8' | 'shift_jis'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(file)
  } catch {
    return null
  }
}
