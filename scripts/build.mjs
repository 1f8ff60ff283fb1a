// npm run build: public/embed.js with its types, and the portal. Does nothing when no source has changed.
import './install/require-node.mjs'

const [{ buildProduct }, { generateClientIfChanged }, { installDependencies }, { runCommand }] = await Promise.all([
  import('./build/build-product.mjs'),
  import('./build/generate-client.mjs'),
  import('./install/install-dependencies.mjs'),
  import('./process/run-command.mjs'),
])

await runCommand(async () => {
  await installDependencies(console.log)
  await generateClientIfChanged(console.log)
  await buildProduct(console.log, { isShown: true })
  console.log('The build is up to date.')
})
