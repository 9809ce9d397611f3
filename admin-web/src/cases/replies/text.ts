export const pageText = {
  title: '常用语', lead: '办理案件时一点就能填入的话，由同一单位的人共用。请不要写群众的姓名、电话和住址。',
  add: '新增常用语', edit: '修改', remove: '删除', more: '上级单位的常用语，本单位可以用，不能改。',
  action: '用在', anyAction: '所有操作', text: '文字', place: '单位',
  own: (place: string) => `${place}的常用语`, none: '还没有常用语。',
  by: (who: string, at: string) => `${who} ${at}`, added: '已新增常用语', changed: '已修改常用语', removed: '已删除常用语',
  sure: '删除后，本单位的人都不能再用这条。', gone: '已不在系统中',
  stale: '别人刚刚改过这一条，已经重新加载，请看过再改。',
} as const
