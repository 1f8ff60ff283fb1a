/** A fenced block of a Markdown page; `line` is where it opens, from 1. */
export type Block = { language: string; text: string; line: number }

/** A block that a reader pastes into a shell, and what the page says it prints. */
export type Step = { command: Block; printed: Block | null }

const SHELL = 'sh'
/** Languages of blocks that show what the block before them prints. */
const OUTPUT = new Set(['json', 'text', 'xml'])

/** The fenced blocks of a page in their order. */
export function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = []
  let open: { language: string; line: number; lines: string[] } | null = null
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^```(\S*)$/.exec(line)
    if (fence === null) open?.lines.push(line)
    else if (open === null) open = { language: fence[1] ?? '', line: index + 1, lines: [] }
    else {
      blocks.push({ language: open.language, text: open.lines.join('\n'), line: open.line })
      open = null
    }
  }
  if (open !== null) throw new Error(`the block of line ${open.line} is not closed`)
  return blocks
}

/**
 * The steps of a page. A block of another language than a shell's, or output without a command before it, would be neither run nor
 * compared: it is refused, unless its language is in `elsewhere`, which names those that another test runs.
 */
export function readSteps(markdown: string, elsewhere: readonly string[] = []): Step[] {
  const steps: Step[] = []
  let previous: Step | null = null
  for (const block of readBlocks(markdown)) {
    if (block.language === SHELL) {
      previous = { command: block, printed: null }
      steps.push(previous)
    } else if (OUTPUT.has(block.language) && previous !== null && previous.printed === null) {
      previous.printed = block
    } else if (!elsewhere.includes(block.language)) {
      throw new Error(
        `the block of line ${block.line} (${block.language}) is neither run nor the output of one that is`,
      )
    }
  }
  return steps
}
