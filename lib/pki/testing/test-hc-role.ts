/** The role strings of HPKI certificates. */
export type TestRole = 'Medical Doctor' | 'Dentist' | 'Pharmacist'

const values: Record<TestRole, string> = {
  'Medical Doctor':
    '303430320606288185420001312831263024a0223120a00c060a2a830886910f01060101a2100c0e4d65646963616c20446f63746f72',
  Dentist: '302d302b06062881854200013121311f301da01b3119a00c060a2a830886910f01060101a2090c0744656e74697374',
  Pharmacist: '3030302e0606288185420001312431223020a01e311ca00c060a2a830886910f01060101a20c0c0a506861726d6163697374',
}

/** SubjectDirectoryAttributes with this role, as HPKI certificates write it: a literal, so that it judges the encoder. */
export function testHcRole(role: TestRole): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(values[role], 'hex'))
}
