import { onScopeDispose, readonly, ref, shallowRef, watch } from 'vue'
import { isAbort } from '@/api/problem'
import type { MessagePreview } from '@/api/types'
import { previewTemplate, type PreviewQuestion } from './messagesApi'
import type { TemplateForm } from './templateForm'
import { messageText } from './text'

/** Milliseconds without a keystroke before the server is asked. */
const calm = 300

/** Contents for a preview, long enough to show where they are cut; moments in UTC as messages carry them. */
export function sampleFields(now: Date): Record<string, string> {
  return { ...messageText.templates.samples, dueAt: new Date(now.getTime() + 5 * 86_400_000).toISOString(), at: now.toISOString() }
}

/** How the words in a form would arrive, and what is wrong with them: the server says, whenever the writer pauses. */
export function usePreview(eventName: string, form: () => TemplateForm | null) {
  const preview = shallowRef<MessagePreview | null>(null)
  const failed = ref(false)
  const fields = sampleFields(new Date())
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | null = null

  async function ask(question: PreviewQuestion) {
    running?.abort()
    const mine = running = new AbortController()
    try {
      const found = await previewTemplate(eventName, question, mine.signal)
      if (running !== mine) return
      preview.value = found
      failed.value = false
    } catch (thrown) {
      if (running === mine && !isAbort(thrown)) failed.value = true
    }
  }

  watch(() => JSON.stringify(form() && { text: form()?.text, values: form()?.values }), (asked) => {
    clearTimeout(timer)
    if (asked === 'null') return
    const question = { ...JSON.parse(asked) as Pick<PreviewQuestion, 'text' | 'values'>, fields }
    if (preview.value === null) void ask(question)
    else timer = setTimeout(() => void ask(question), calm)
  }, { immediate: true })
  onScopeDispose(() => {
    clearTimeout(timer)
    running?.abort()
  })
  return { preview, failed: readonly(failed) }
}
