import { expect, it } from 'vitest'
import { maxCorners, readOutline } from '@/shared/outline'

const ring = [[122.9, 39.9], [122.9003, 39.9], [122.9003, 39.9002], [122.9, 39.9]]
const polygon = { type: 'Polygon', coordinates: [ring] }
const read = (value: unknown) => readOutline(JSON.stringify(value))

it('takes the one polygon wherever it stands, without the corner that closes it', () => {
  const corners = [{ lng: 122.9, lat: 39.9 }, { lng: 122.9003, lat: 39.9 }, { lng: 122.9003, lat: 39.9002 }]
  for (const value of [polygon, { type: 'MultiPolygon', coordinates: [[ring]] }, { type: 'Feature', geometry: polygon }, { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: polygon }] }])
    expect(read(value)).toEqual({ corners })
})

it('says what is wrong with anything else', () => {
  expect(readOutline('{"type":')).toEqual({ fault: 'json' })
  expect(read(null)).toEqual({ fault: 'shape' })
  expect(read({ type: 'Point', coordinates: [1, 2] })).toEqual({ fault: 'shape' })
  expect(read({ type: 'MultiPolygon', coordinates: [[ring], [ring]] })).toEqual({ fault: 'many' })
  expect(read({ type: 'Polygon', coordinates: [ring, ring] })).toEqual({ fault: 'hole' })
  expect(read({ type: 'Polygon', coordinates: [[['a', 'b']]] })).toEqual({ fault: 'numbers' })
  expect(read({ type: 'Polygon', coordinates: [ring.map(([lng, lat]) => [lat, lng])] })).toEqual({ fault: 'swapped' })
  expect(read({ type: 'Polygon', coordinates: [[ring[0], ring[1], ring[0]]] })).toEqual({ fault: 'few' })
  expect(read({ type: 'Polygon', coordinates: [Array.from({ length: maxCorners + 1 }, (_, n) => [122.9 + n / 1e5, 39.9])] })).toEqual({ fault: 'lots' })
})
