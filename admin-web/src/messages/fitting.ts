import { formatMoment } from '@/shared/time'
import { messageText } from './text'

/**
 * How a WeChat message will look: the console's own copy of the server's rules (core/Messaging/Templates/MessageFitting.cs), for the
 * preview only. What is really sent, the server fits again.
 */
export const valueTypes = ['thing', 'phrase', 'character_string', 'time', 'date', 'number', 'amount', 'name', 'letter', 'symbol', 'phone_number', 'car_number', 'enum'] as const
export type ValueType = (typeof valueTypes)[number]

const keyShape = /^([a-z_]+?)\d{1,3}$/
/** The type in `thing1`; null when WeChat knows none like it. */
export function typeOf(key: string): ValueType | null {
  const name = keyShape.exec(key)?.[1]
  return valueTypes.find((one) => one === name) ?? null
}

const placeholder = /\{(\w+)(?:\|([^{}]*))?\}/g
/** Names of the placeholders in a text; null when braces are left over. */
export function fieldsOf(value: string): string[] | null {
  if (/[{}]/.test(value.replace(placeholder, ''))) return null
  return [...value.matchAll(placeholder)].map((found) => found[1])
}

/** The text with its placeholders filled; what is not given shows its stand-in. */
export function fill(value: string, fields: Readonly<Record<string, string>>): string {
  return value.replace(placeholder, (_, field: string, instead: string | undefined) => fields[field]?.trim() || instead || '')
}

/** The inbox's sentences: a person's own full stop and the sentence's become one. */
export const sayIn = (value: string, fields: Readonly<Record<string, string>>) => fill(value, fields).replace(/(?<=[。！？；])。/g, '').trim()

/** As the server counts them: the common ideographs. */
const han = /[\u4e00-\u9fa5]/
const stops = /[。！？；!?;]/
const commas = /[，、：,]/
const lastOf = (value: string, wanted: RegExp) => Array.from({ length: value.length }, (_, at) => (wanted.test(value.charAt(at)) ? at : -1)).reduce((last, at) => Math.max(last, at), -1)

function shorten(value: string, most: number): string {
  if (value.length <= most) return value
  const room = value.slice(0, most)
  const end = lastOf(room, stops) + 1
  if (end > most / 2) return value.slice(0, end)
  const comma = lastOf(room, commas)
  return `${comma > most / 2 ? value.slice(0, comma) : value.slice(0, most - 1).trimEnd()}…`
}

const keep = (value: string, wanted: RegExp) => [...value].filter((sign) => wanted.test(sign)).join('')
// \u5e74, \u6708, \u65e5: year, month, day.
const moment = /^(\d{4}[\u5e74\-/]\d{1,2}[\u6708\-/]\d{1,2}\u65e5?( ?\d{1,2}:\d{2}(:\d{2})?)?|\d{1,2}:\d{2}(:\d{2})?)$/

/** Shortens a value to what its type allows; an empty one becomes what WeChat takes instead. */
export function fit(key: string, value: string, at: string): string {
  const text = value.replace(/\s+/g, ' ').trim()
  switch (typeOf(key)) {
    case 'thing': return shorten(text, 20) || '－'
    case 'number': return /-?\d+(\.\d+)?/.exec(text.replaceAll(',', ''))?.[0].slice(0, 32) || '0'
    case 'letter': return keep(text, /[A-Za-z]/).slice(0, 32) || 'N'
    case 'symbol': return keep(text, /[^\p{L}\p{N}\s]/u).slice(0, 5) || '-'
    case 'character_string': return keep(text, /[ -~]/).trim().slice(0, 32).trimEnd() || '-'
    case 'time':
    case 'date': return moment.test(text) ? text : at
    case 'amount': return /[¥$€]?\d{1,10}(\.\d{1,2})?\u5143?/.exec(text.replaceAll(',', ''))?.[0] || messageText.templates.noAmount
    case 'phone_number': return keep(text, /[\d+\-() ]/).trim().slice(0, 17) || '-'
    case 'car_number': return keep(text, /[\p{L}\p{N}]/u).slice(0, 8) || '-'
    case 'name': return text.slice(0, han.test(text) ? 10 : 20).trim() || '－'
    case 'phrase': return keep(text, han).slice(0, 5) || messageText.templates.phraseInstead
    default: return text || '－'
  }
}

/** Values for a preview: long enough to show where they are cut. */
export function sampleFields(now: Date): Record<string, string> {
  const inDays = (days: number) => {
    const [year, month, day, time] = formatMoment(new Date(now.getTime() + days * 86_400_000).toISOString()).split(/[- ]/)
    return messageText.templates.moment(Number(year), Number(month), Number(day), time)
  }
  return { ...messageText.templates.samples, dueAt: inDays(5), at: inDays(0) }
}
