export const detailText = {
  clock: '时限与审批', policy: '办理时限', respond: (span: string) => `${span}内受理`, resolve: (span: string) => `${span}内办结`, counts: '已延期 / 已退单', times: (extended: number, returned: number) => `${extended} 次 / ${returned} 次`,
  state: '计时', until: (at: string) => `最晚到 ${at}，到期自动恢复计时`, review: (at: string) => `复核日期 ${at}`, reviewDue: '复核日期已到，请恢复计时，或重新申请挂账。',
  pauses: '暂停记录', pausing: '至今', requests: '延期和挂账申请', lapsed: '已失效',
  asked: (who: string, at: string) => `${who} ${at} 提出`, decided: (who: string, at: string) => `${who} ${at} 审批`, decide: '去审批',
  supervisions: '督办', supervised: (who: string, at: string) => `${who} ${at} 督办`, replyBy: (at: string) => `请在 ${at} 前回复`, replied: (who: string, at: string) => `${who} ${at} 回复`, waiting: '等待回复', late: '已过回复期限', answer: '去回复',
  messages: '与群众的留言', none: '还没有留言。', write: '给群众留言', waits: '群众在等待回复', citizen: '群众',
  evidence: '整改核对', distance: '两处照片相距', metres: (n: number) => (n < 1000 ? `约 ${n} 米` : `约 ${(n / 1000).toFixed(1)} 千米`), far: '相距较远，请核对是否同一地点', distanceUnknown: '照片没有定位，无法核对',
  elapsed: '处理前后相隔', verification: '核验', notVerified: '需要办理人以外的人核验，还没有核验', verifiedBy: (name: string) => `${name} 核验通过`, failures: (n: number) => `曾有 ${n} 次核验未通过`,
  relapse: '反弹', relapseOf: '同一地点 90 天内的同类问题，上一次是',
  source: '来源',
} as const
export const sourceNames: Record<string, string> = { inspection: '暗访检查', pledgeCheck: '门前三包检查', toilet: '厕所报修' }
