export const peopleText = {
  pick: '输入姓名查找',
  pickMember: '输入姓名或门牌号查找',
  none: '没有找到，换个词试试',
  self: '本人',
  join: '、',
} as const
