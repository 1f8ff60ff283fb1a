const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const groupLetters = 4

/** A password to be handed to a person: four groups of four letters that are not mistaken for each other, about 79 bits. */
export function newPassword(): string {
  return Array.from({ length: groups }, newGroup).join('-')
}

function newGroup(): string {
  return Array.from({ length: groupLetters }, newLetter).join('')
}

/** Every letter is equally likely: values above the largest multiple of the alphabet are drawn again. */
function newLetter(): string {
  const bound = 256 - (256 % letters.length)
  for (;;) {
    const [value = 255] = crypto.getRandomValues(new Uint8Array(1))
    if (value < bound) return letters[value % letters.length] ?? ''
  }
}
