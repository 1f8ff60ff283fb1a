/** The mark of public/icon.svg as PNG, 64 pixels square: the standard wants PNG or JPEG of at most 256. */
const png = [
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAMAAACdt4HsAAAAKlBMVEUAAAAZICUAAQIFEx8KJz4RMEgXWIwiTG4zbJpZd5B1kqiQoa6Sr8b19v',
  'f+GEp3AAAAAXRSTlMAQObYZgAAAwBJREFUWMOtV4t2wyAIbacUX/n/3x34QDTGpGcjW7VpuMIVCL5e/yzvIq/TZ7+/0/55JhcY+TdjLViRxdSY',
  'Cwhe3cDngaBljIW+wSfqWcDMRhAkPNcnKyYE1v9CncVqhPf3+sSE4mGjv/HLCALxp+47752IzGVU2Aqgr+NCjDGJ5Ln6jzE4TUNlwMq9QI/sJS',
  'XnJhM6Ay6vSeIDSfSeZj742C+yICUxwpaNkAjK5nsAMMBioUmfAXq2ocVTNuEtFLoUg89Pm54BfFlC5DkPQAhh8KEDEAHe2mUqqZtAPDQaKkDl',
  '0JEDaG9Fm2BGACIQ7vUBNwAe7hEM+RBdS6m8C9A53Om335AARgu2AHD6AgKAows+Ti5MaD6W7UVxYeQAOc7G9YyuifE4Dj+6MFngxIJBs9rC+k',
  'csULtdMBcx5A8BoG1Mn2EXTnGQw1kDmaKfsAIEd2FBzJHPLpjRhax/eNMA1hzwNkKLN62PKetjub+PRNkAra/WN3ckFnXUFkBZP/OTS8JE4jmZ',
  'aInU8zoHAOubys7ZAlAWEIuFckEo+qnbRIG0BEDPFoDseYmJtoFDTLaids6FAqBJqwGEAmCu60FOJrUqewEy6wmyC6SWjQ3hrJ8BrpKJOTA69I',
  '9UfVFRAQBTQXmtAql5kQkYw1rVA9wU1Y4Q5xKTAXDNgS5pFaHml0Z5kAvQEYa0tqt6sEymYkM6Fm8ag89fLGNSVUsAwxiJr4mD21fLcwtgMbOb',
  'iiS5cCFwlwv46O1M2X6yoPcHIfSaCG1i2qxUG+T+oAKUJqk3eUneDFx4oNXAMkLOCNaPY4eiurzco3lEpP3zwANi+6wjExXnJqv3qaXLC6qrC3',
  '3stz/CYWmXVaPvhhYz1raPZ7E1oLJ+bdKmVtk5bgSJTV6RrqIYZFSNqnSqvA/nnho//KgroBV8fAJ6uz522w3gRlAfGH5Uu/xQ0Ohz0/trhFH/',
  '2zNXOXWdT332KQSszn353EmRih++yt88p5EkHxtXh9d68DV7KQ/96fC8PX5/L78KpFOYq8Q0FQAAAABJRU5ErkJggg==',
].join('')

/** Bytes of the logo that `info` names. */
export function logo(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(png, 'base64'))
}
