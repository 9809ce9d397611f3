import type { RoundDoor } from '@/api/types'

export type DoorState = 'waiting' | 'kept' | 'failed' | 'unsigned'
export type DoorShow = 'all' | 'waiting' | 'failed' | 'unsigned'

/** How a door stands in its round; one without a pledge cannot be checked. */
export function stateOf(door: RoundDoor): DoorState {
  if (door.visitedId !== null) return door.kept === true ? 'kept' : 'failed'
  return door.signed ? 'waiting' : 'unsigned'
}

export const shownDoors = (doors: readonly RoundDoor[], show: DoorShow): RoundDoor[] => (show === 'all' ? [...doors] : doors.filter((door) => stateOf(door) === show))

/** Doors in walking order, cut where the alley changes. */
export function byAlley(doors: readonly RoundDoor[]): { alley: string | null; doors: RoundDoor[] }[] {
  const groups: { alley: string | null; doors: RoundDoor[] }[] = []
  for (const door of doors) {
    const last = groups.at(-1)
    if (last !== undefined && last.alley === door.alley) last.doors.push(door)
    else groups.push({ alley: door.alley, doors: [door] })
  }
  return groups
}
