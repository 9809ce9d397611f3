/** A corner in WGS-84 degrees. */
export interface Corner { lat: number; lng: number }

export const maxCorners = 50

export type OutlineFault = 'json' | 'shape' | 'many' | 'hole' | 'numbers' | 'swapped' | 'few' | 'lots'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every polygon somewhere in a GeoJSON value, as rings of coordinates. */
function polygonsOf(value: unknown): unknown[][] {
  if (!isRecord(value)) return []
  if (value.type === 'FeatureCollection' && Array.isArray(value.features)) return value.features.flatMap(polygonsOf)
  if (value.type === 'Feature') return polygonsOf(value.geometry)
  if (value.type === 'GeometryCollection' && Array.isArray(value.geometries)) return value.geometries.flatMap(polygonsOf)
  if (value.type === 'Polygon' && Array.isArray(value.coordinates)) return [value.coordinates]
  if (value.type === 'MultiPolygon' && Array.isArray(value.coordinates)) return value.coordinates.filter(Array.isArray)
  return []
}

/** The corners of the one polygon in a GeoJSON text, not closed; or what is wrong with it. The server checks sides and distances. */
export function readOutline(typed: string): { corners: Corner[] } | { fault: OutlineFault } {
  let value: unknown
  try {
    value = JSON.parse(typed)
  } catch {
    return { fault: 'json' }
  }
  const polygons = polygonsOf(value)
  if (polygons.length === 0) return { fault: 'shape' }
  if (polygons.length > 1) return { fault: 'many' }
  if (polygons[0].length > 1) return { fault: 'hole' }
  const ring = polygons[0][0]
  if (!Array.isArray(ring) || !ring.every((one) => Array.isArray(one) && Number.isFinite(one[0]) && Number.isFinite(one[1]))) return { fault: 'numbers' }
  const corners = ring.map((one: number[]) => ({ lng: one[0], lat: one[1] }))
  if (corners.some(({ lat, lng }) => lng < 73 || lng > 136 || lat < 3 || lat > 54)) return { fault: 'swapped' }
  const [first, last] = [corners[0], corners[corners.length - 1]]
  if (corners.length > 1 && first.lat === last.lat && first.lng === last.lng) corners.pop()
  if (new Set(corners.map(({ lat, lng }) => `${lat},${lng}`)).size < 3) return { fault: 'few' }
  return corners.length > maxCorners ? { fault: 'lots' } : { corners }
}
