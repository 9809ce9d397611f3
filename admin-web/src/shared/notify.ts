import { MessagePlugin } from 'tdesign-vue-next/es/message'
import { asProblem } from '@/api/problem'
import { text } from './text'

export const say = (sentence: string) => void MessagePlugin.success({ content: sentence, duration: 3000 })
export const warn = (sentence: string) => void MessagePlugin.warning({ content: sentence, duration: 5000 })

/** Shows why something failed; a lost session is not repeated here, the login page says it. */
export function sayProblem(thrown: unknown): void {
  const problem = asProblem(thrown)
  if (!problem.signedOut) void MessagePlugin.error({ content: problem.sentence, duration: 6000 })
}

export async function copyText(value: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value)
    say(text.copied)
  } catch {
    warn(text.copyFailed)
  }
}
