export const regionText = {
  placeholder: '选择地区',
  all: '全部辖区',
  failed: '地区没有加载出来，点这里重试',
  path: ' / ',
  map: {
    none: '没有导入这里的边界，所以用表格和颜色表示，不画地图。', missing: (n: number) => `有 ${n} 个地区没有导入边界，没有画在图上。`, import: '导入边界',
    lead: '选择 GeoJSON 文件（FeatureCollection）：每个地区一个多边形，属性里写明区划代码 code 或 adcode，坐标用 WGS-84。文件里没有的地区保持不变。',
    choose: '选择文件', again: '换一个文件', noFile: '请选择文件', check: '核对', submit: (n: number) => `导入 ${n} 个地区`, done: (n: number) => `已导入 ${n} 个地区的边界`,
    right: (added: number, redrawn: number) => `没有错误。新增 ${added} 个地区，重画 ${redrawn} 个。还没有保存。`, wrong: (n: number) => `有 ${n} 处错误，没有导入任何内容。`,
    feature: '第几个', code: '区划代码', reason: '原因', whole: '整个文件',
  },
} as const
