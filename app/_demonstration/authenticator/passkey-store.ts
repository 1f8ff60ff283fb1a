import type { Passkey } from './passkey'

const database = 'shomei-demonstration-phone'
const table = 'passkeys'

/** Passkeys of one browser profile, in IndexedDB: the private keys are kept there without being readable by script. */
export function listPasskeys(): Promise<Passkey[]> {
  return inTable('readonly', (passkeys) => passkeys.getAll())
}

export async function savePasskey(passkey: Passkey): Promise<void> {
  await inTable('readwrite', (passkeys) => passkeys.put(passkey))
}

export async function removePasskey(credentialId: string): Promise<void> {
  await inTable('readwrite', (passkeys) => passkeys.delete(credentialId))
}

async function inTable<T>(mode: IDBTransactionMode, work: (passkeys: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open()
  try {
    const transaction = db.transaction(table, mode)
    const asked = work(transaction.objectStore(table))
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
    return asked.result
  } finally {
    db.close()
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(database, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(table, { keyPath: 'credentialId' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
}
