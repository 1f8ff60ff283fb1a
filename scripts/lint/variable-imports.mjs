/**
 * Imports whose name is only known when the program runs. The rules cannot judge them, so each is named here with its
 * reason and with what it leads to, which is judged as an import.
 * @type {readonly { path: string, leadsTo: readonly string[], reason: string }[]}
 */
export const VARIABLE_IMPORTS = [
  {
    path: 'lib/keystore/pkcs11/cryptoki.ts',
    leadsTo: ['npm:pkcs11js'],
    reason: 'optional package: the product is built and runs without it',
  },
  {
    path: 'lib/keystore/sealed/signing-threads.ts',
    leadsTo: ['lib/keystore/sealed/signing-worker.mjs'],
    reason: 'the bundle and the source start the same worker file from different folders',
  },
  {
    path: 'scripts/build/check-pages.mjs',
    leadsTo: [],
    reason: 'the table of paths, compiled in memory; it imports types only',
  },
]
