// The first thing a command does. Written so that a Node which is too old can still read it.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `This is Node ${process.versions.node}; Shomei needs Node 20.19 or newer.\n` +
      'Install a current Node from https://nodejs.org or with your version manager, then start again.',
  )
  process.exit(1)
}
