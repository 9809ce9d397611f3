// Shows the messages the simulator keeps, newest first, and looks for new ones every two seconds.
const who = document.getElementById('who')
const list = document.getElementById('messages')
const state = document.getElementById('state')
let newest = -1
let shownBefore = ''

function element(name, className, text) {
  const made = document.createElement(name)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

// What the person does on the phone about messages of this kind; WeChat pushes it.
function answer(label, path, message) {
  const button = element('button', '', label)
  button.type = 'button'
  button.addEventListener('click', async () => {
    button.disabled = true
    try {
      const done = await fetch(`control/${path}`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ openId: message.openId, templateIds: [message.templateId] }),
      })
      button.textContent = done.ok ? `${label}（已告知服务器）` : `${label}（没有成功）`
    } catch {
      button.textContent = `${label}（没有成功）`
    }
    button.disabled = false
  })
  return button
}

function card(message, isNew) {
  const item = element('li', isNew ? 'message new' : 'message')
  const top = element('div', 'top')
  top.append(element('strong', '', message.person), element('time', '', new Date(message.at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })))
  const values = element('ul')
  for (const value of Object.values(message.data)) values.append(element('li', '', value))
  const answers = element('div', 'answers')
  answers.append(answer('再允许一条', 'popup', message), answer('关闭此类消息', 'switch-off', message))
  item.append(top, values, element('p', 'page', [`模板 ${message.templateId}`, message.page].filter(Boolean).join('，打开 ')), answers)
  return item
}

function offerPeople(messages) {
  const known = new Set([...who.options].map(option => option.value))
  for (const message of messages) {
    if (known.has(message.openId)) continue
    known.add(message.openId)
    const option = element('option', '', message.person)
    option.value = message.openId
    who.append(option)
  }
}

async function refresh() {
  try {
    const answer = await fetch('control/messages', { cache: 'no-store' })
    const all = await answer.json()
    offerPeople(all)
    const shown = all.filter(message => !who.value || message.openId === who.value)
    state.textContent = shown.length ? `共 ${shown.length} 条，最新的在最上面` : '还没有消息。处理一件群众来件，通知就会出现在这里。'
    // Left alone while nothing changed, so that a button keeps its focus.
    const shownNow = shown.map(message => message.number).join()
    if (shownNow === shownBefore) return
    shownBefore = shownNow
    list.replaceChildren(...shown.map(message => card(message, newest >= 0 && message.number > newest)))
    newest = Math.max(newest, 0, ...all.map(message => message.number))
  } catch {
    state.textContent = '暂时读不到消息，稍后自动重试。'
  }
}

who.addEventListener('change', refresh)
setInterval(refresh, 2000)
refresh()
