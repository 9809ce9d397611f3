import { sessionText } from './text'

const { browsers, systems } = sessionText.account
const browserMarks: [string, string][] = [
  ['MicroMessenger', browsers.wechat], ['Edg/', browsers.edge], ['Firefox/', browsers.firefox], ['Chrome/', browsers.chrome], ['Safari/', browsers.safari],
]
const systemMarks: [string, string][] = [
  ['Android', systems.android], ['iPhone', systems.iphone], ['Windows', systems.windows], ['Mac OS', systems.mac], ['Linux', systems.linux],
]

/** A browser's user-agent in words a clerk knows; what is not recognised is shown as it came. */
export function clientName(client: string | null): string {
  if (!client) return browsers.tool
  const browser = browserMarks.find(([mark]) => client.includes(mark))?.[1]
  const system = systemMarks.find(([mark]) => client.includes(mark))?.[1]
  if (browser === undefined && system === undefined) return client
  return [browser, system].filter(Boolean).join(' · ')
}
