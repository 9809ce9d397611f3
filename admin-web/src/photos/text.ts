export const photoText = {
  add: '添加照片',
  uploading: '上传中…',
  remove: '移除这张照片',
  view: '查看大图',
  photo: (n: number) => `照片 ${n}`,
  missing: '照片无法显示',
  noPhoto: '无照片',
  rule: (most: number) => `JPEG、PNG 或 WebP，每张不超过 10 MB，最多 ${most} 张`,
  tooLarge: (name: string) => `“${name}”超过 10 MB，没有上传`,
  wrongType: (name: string) => `“${name}”不是 JPEG、PNG 或 WebP 图片，没有上传`,
  tooMany: (most: number) => `最多 ${most} 张照片`,
} as const
