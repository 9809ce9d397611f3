import { api, unwrap } from '@/api/client'
import type { Photo } from '@/api/types'
import { makeThumbnail } from './thumbnail'

/** Sends one picture with a small version beside it: the server has no image library to make one. */
export async function uploadPhoto(file: File): Promise<Photo> {
  const form = new FormData()
  form.append('file', file, file.name)
  const small = await makeThumbnail(file)
  if (small !== null) form.append('thumbnail', small, 'thumbnail.jpg')
  // A form is passed through as it is; the browser writes the multipart boundary.
  return unwrap(api.POST('/api/photos', { body: form as never, bodySerializer: (body: unknown) => body as FormData }))
}

export const photoUrl = (id: string) => `/api/photos/${encodeURIComponent(id)}`
export const thumbnailUrl = (id: string) => `/api/photos/${encodeURIComponent(id)}/thumbnail`
