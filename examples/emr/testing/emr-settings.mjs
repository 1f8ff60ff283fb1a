export const emrOrigin = 'http://emr.localhost:3001'

/** Two hospitals, three users, three terminals; the facility answers at `url`. */
export function emrSettings(url, nationalServiceUrl) {
  return {
    nationalServiceUrl,
    origin: emrOrigin,
    facilityUrl: 'http://facility.localhost:3000',
    facilityConnect: url,
    clients: [
      { facilityCode: 'F1', facilityName: 'テスト病院', clientId: 'emr-1', clientSecret: 's:e c+r' },
      { facilityCode: 'F2', facilityName: '見本病院', clientId: 'emr-2', clientSecret: 'other' },
    ],
    users: [
      {
        facilityCode: 'F1',
        staffCode: 'D001',
        password: 'correct horse',
        displayName: 'テスト医師',
        department: '内科',
      },
      { facilityCode: 'F1', staffCode: 'D002', password: 'another', displayName: '見本医師', department: '外科' },
      { facilityCode: 'F2', staffCode: 'D001', password: 'second', displayName: 'テスト医師', department: '内科' },
    ],
    terminals: [
      { facilityCode: 'F1', terminalId: 'T-101', name: '第1診察室' },
      { facilityCode: 'F1', terminalId: 'T-102', name: '第2診察室' },
      { facilityCode: 'F2', terminalId: 'T-901', name: '診察室' },
    ],
  }
}
