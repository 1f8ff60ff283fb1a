import { generateClientIfChanged } from '../build/generate-client.mjs'
import { installDependencies } from '../install/install-dependencies.mjs'
import { readSettings } from '../settings.mjs'
import { useData } from '../start/use-data.mjs'
import { runCommand } from './run-command.mjs'
import { runNode } from './run-step.mjs'

/**
 * Runs a TypeScript program of this repository on the data of `npm start`, or on the database of the environment, and ends with its exit
 * code. What the command was given is handed on.
 * @param {string} file
 */
export async function runProgram(file) {
  await runCommand(async ({ atEnd }) => {
    const settings = readSettings()
    await installDependencies(console.error)
    await generateClientIfChanged(console.error)
    const env = await useData(settings, atEnd)
    const { exitCode } = await runNode(['--import', 'tsx', file, ...process.argv.slice(2)], {
      env,
      isShown: true,
      takesInput: true,
    })
    process.exitCode = exitCode
  })
}
