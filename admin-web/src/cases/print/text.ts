export const printText = {
  title: '案件办理单', print: '打印', back: '返回案件', printedAt: (at: string, who: string) => `打印时间 ${at}，打印人 ${who}`, sign: '承办人签字', verifySign: '核验人签字', date: '日期',
  internalHint: '含内部备注', withInternal: '打印内部备注',
} as const
