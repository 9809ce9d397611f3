export const regionText = {
  placeholder: '选择地区',
  all: '全部辖区',
  failed: '地区没有加载出来，点这里重试',
  path: ' / ',
} as const
