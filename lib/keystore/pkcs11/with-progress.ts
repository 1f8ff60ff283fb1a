import { KeystoreRefused } from '../keystore-error'

/**
 * The result of `work`, as long as it ends or reports progress every `ms`; else it is given up, although it may go on unseen.
 * @throws KeystoreRefused `unavailable`
 */
export async function withProgress<Result>(
  ms: number,
  work: (onProgress: () => void) => Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const giveUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new KeystoreRefused('unavailable', 'no answer of the token in time')), ms)
  })
  try {
    return await Promise.race([work(() => timer?.refresh()), giveUp])
  } finally {
    clearTimeout(timer)
  }
}
