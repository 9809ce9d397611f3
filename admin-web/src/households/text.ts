import type { HouseholdEventType, HouseholdStatus, MembershipRole, PledgeCheckState, PledgeState, ProxyKind } from '@/api/types'

const statuses: Record<HouseholdStatus, string> = { active: '在册', split: '已分户', merged: '已并户', movedAway: '已迁出' }
const roles: Record<MembershipRole, string> = { head: '户主', member: '成员' }
const proxyKinds: Record<ProxyKind, string> = { kin: '亲属', alleyChief: '胡同长', committee: '村委会人员' }
const events: Record<HouseholdEventType, string> = {
  created: '登记入册', imported: '从文件导入', edited: '修改登记内容', headChanged: '变更户主', memberEntered: '登记成员', memberJoined: '成员加入', memberLeft: '成员离开',
  split: '分户', merged: '并入其他户', movedAway: '迁出本村', proxyNamed: '指定代办人', proxyEnded: '结束代办',
}
const pledgeStates: Record<PledgeState, string> = { active: '有效', lapsed: '已到期', withdrawn: '已撤回' }
const checkStates: Record<PledgeCheckState, string> = { kept: '合格', toPutRight: '待整改', putRight: '已整改', referred: '转为问题', overturned: '异议成立，不计' }

export const householdText = {
  statuses, roles, proxyKinds, events, pledgeStates, checkStates,
  register: {
    title: '户籍登记', lead: '以户为单位登记：每户在哪里、住着谁、由谁当家。', region: '村（社区）', alley: '全部胡同和小组', status: '状态', village: '选到村后可以按胡同筛选',
    search: '门牌号或户编号', searchNames: '门牌号、户编号或成员姓名', create: '登记新户', groups: '胡同和小组', import: '导入', export: '导出', requests: '入户申请', doorCodes: '打印户码',
    empty: '这里还没有登记的户。可以从村里现有的表格导入，也可以逐户登记。', emptyReader: '这里还没有登记的户。', emptyFiltered: '没有符合条件的户。', chooseVillage: '请先选到具体的村（社区）。',
    columns: { door: '门牌', head: '户主', members: '人数', alley: '胡同/小组', place: '村（社区）', code: '户编号' },
    noDoor: '未写门牌', noHead: '没有户主', people: (n: number) => `${n} 人`, exportHint: '导出为 Excel，电话只显示头尾；改好以后可以原样导入。',
  },
  form: {
    createTitle: '登记新户', editTitle: '修改登记内容', village: '村（社区）', door: '门牌号', doorHint: '按门上写的填，例如 东街12号', alley: '胡同或小组', noAlley: '不分胡同',
    order: '巡查顺序', orderHint: '走访时第几户；不填就按登记先后排。', orderWrong: '请填 0 到 1000000 之间的整数', head: '户主姓名', headHint: '可以先空着，以后再登记。', phone: '联系电话',
    phoneHint: '一家人可以共用一个号码。', created: '已登记', saved: '已保存', lat: '纬度', lng: '经度', position: '位置（可不填）', positionWrong: '请填写正确的纬度和经度，或都空着',
  },
  groups: {
    title: '胡同和小组', lead: '按巡查时经过的先后排列，打印户码和走访都照这个顺序。', name: '名称', order: '顺序', households: (n: number) => `${n} 户`, add: '添加', added: '已添加', saved: '已保存',
    empty: '还没有胡同或小组，在下面添加第一个。', newName: '新的胡同或小组', orderWrong: '顺序请填整数',
  },
  family: {
    back: '户籍登记', headOf: (name: string) => `户主 ${name}`, code: '户编号', place: '村（社区）', alley: '胡同/小组', order: '巡查顺序', since: '登记时间', ended: '结束时间', doorCode: '户码', noDoorCode: '还没有户码',
    position: '位置', positionKnown: '已标注', positionUnknown: '未标注',
    edit: '修改', split: '分户', merge: '并户', moveAway: '迁出', readOnly: '您可以查看这一户，姓名按规定隐去；修改由村委会或乡镇办理。',
    endedNotice: { active: '', split: '这一户已经分户，登记只供查阅。成员去了：', merged: '这一户已经并入另一户，登记只供查阅。并入：', movedAway: '这一户已经迁出本村，登记只供查阅。' } satisfies Record<HouseholdStatus, string>,
    cameFrom: '由下列各户分出或并入：',
  },
  members: {
    title: '成员', none: '现在没有登记成员。', noName: '已注销', minor: '未成年', weChat: '已用微信', noWeChat: '没有微信', add: '登记成员', edit: '修改', makeHead: '设为户主', end: '不再居住', reveal: '查看电话',
    revealed: '本次查看已记录在案', noPhone: '没有登记电话', day: '哪天住在这里', today: '回到现在', onDay: (day: string) => `${day} 住在这里的人`, noneOnDay: '那天没有登记的成员。', since: (day: string) => `${day} 起`, until: (day: string) => `至 ${day}`,
    headSure: (name: string) => `让 ${name} 当户主？原来的户主改为普通成员，并记入经过。`, headChanged: '户主已变更',
    addTitle: '登记成员', addLead: '登记没有微信的家人，例如老人和孩子。有微信的请本人扫门上的户码申请。', editTitle: '修改成员', endTitle: '不再居住', endLead: (name: string) => `${name} 从今天起不再是这一户的成员。以前住在这里的记录会保留。`,
    name: '姓名', relation: '与户主关系', relationHint: '例如 配偶、长子、母亲', adult: '成年人', minorChoice: '未成年人', age: '是否成年', phone: '联系电话', phoneWrong: '电话请填 5 到 20 位数字', role: '在这一户中', reason: '原因', reasonHint: '例如 出嫁、外出定居、去世',
    added: '已登记', saved: '已保存', ended: '已记录',
  },
  proxies: {
    title: '代办人', lead: '家里没有人用手机时，由代办人替这一户办事；每次代办都会写明，这一户看得到。', none: '没有指定代办人。', add: '指定代办人', end: '结束代办', endSure: '结束后，此人不能再替这一户办事。', added: '已指定', ended: '已结束',
    since: (day: string) => `${day} 起`, over: (from: string, to: string) => `${from} 至 ${to}`, kind: '由谁代办', person: '选择代办人', note: '说明', noteHint: '例如 老人没有手机，由侄子代办', chief: '胡同长',
    noChief: '这个村还没有在任的胡同长。', colleague: '哪位工作人员', colleagueHint: '账号已绑定本人的村委会、乡镇和县里工作人员；不能指定您自己。', kinHint: '登记在册的成年人，别的胡同、别的户都可以。', choosePerson: '请选择代办人',
  },
  story: {
    open: '查看承诺书', round: '看这轮检查', pledges: '门前三包承诺', noPledge: '还没有签过承诺书。', signed: (who: string, day: string) => `${who} 于 ${day} 签署`, byProxy: '（代办）', paper: '纸质', miniProgram: '小程序', until: (day: string) => `有效期到 ${day}`, print: '打印',
    withdrawn: (day: string, why: string) => `${day} 撤回：${why}`, show: '看原文', hide: '收起',
    checks: '检查与整改', noCheck: '还没有检查过。', rate: (kept: number, all: number) => `查过 ${all} 次，合格 ${kept} 次`, cleanliness: '卫生', order: '秩序', greening: '绿化', second: '复查', putRightBy: (day: string) => `${day} 前整改`,
    objection: { waiting: '这一户提出异议，等待处理', upheld: '异议成立', refused: '异议不成立' }, earlier: '更早的检查没有列出。', because: '：', finding: '问题', opened: (day: string) => `${day} 立案`, due: (day: string) => `期限 ${day}`,
    history: '经过', noHistory: '还没有记录。', by: { villager: '村民本人', staff: '工作人员', system: '系统' } as Record<string, string>,
  },
  changes: {
    splitTitle: '分户', splitLead: '这样做以后：', splitPoints: ['原户结束，编号保留供查；以前的承诺书、检查和经过都留在原户。', '成员各自去往新户，从今天算起；每个新户得到自己的编号，要重新签承诺书、重新制作户码。', '原户的代办人结束，正在等待的入户申请退回，请申请人重新选择。'],
    part: (n: number) => `新户 ${n}`, addPart: '再加一户', partOf: '去往', partHead: '户主', noHead: '暂不指定', partDoor: '门牌号', partDoorHint: '不填就沿用原来的门牌', everyone: '请为每个新户至少选一位成员', confirmSplit: '确认分户', splitDone: (n: number) => `已分为 ${n} 户`,
    tooFew: '只有一位成员，不能分户。', mergeTitle: '并入另一户', mergePoints: ['这一户结束，编号保留供查；以前的承诺书、检查和经过都留在这一户，不带到对方户。', '全部成员从今天起成为对方户的成员；对方已有户主的，这一户的户主改为普通成员。', '这一户的代办人结束，正在等待的入户申请退回。'], mergeInto: '并入哪一户', confirmMerge: '确认并户', mergeDone: '已并户',
    moveTitle: '迁出本村', movePoints: ['这一户结束，编号和全部经过保留供查。', '全部成员从今天起不再属于任何一户；去了别的村，由那里的村委会重新登记。', '代办人结束，正在等待的入户申请退回。以后不再列入检查和统计。'], moveReason: '原因', moveReasonHint: '例如 全家搬到县城', confirmMove: '确认迁出', moveDone: '已记为迁出',
    irreversible: '确认后不能撤销。',
    pick: '输入门牌号、户编号或姓名查找', pickNone: '没有找到，换个词试试。',
  },
  frontage: {
    title: '门前责任区', none: '还没有写明这一户门前管到哪里。', describe: '写明责任区', edit: '修改责任区', boundary: '从哪里到哪里', boundaryHint: '例如 东至路边沟，西至王家院墙，南到大路',
    photo: '照片', keepPhoto: '不重新上传就保留现在的照片。', photoOf: '门前责任区照片', outline: '范围图（可不画）', corners: (n: number) => `画了 ${n} 个角点`, changed: (at: string) => `${at} 更新`,
    drawHint: '沿着责任区的边，在图上依次点出各个角，至少三个。底图没有街景，只有这一户的位置和比例尺。', noDoor: '这一户还没有标注位置，不能在图上点；可以粘贴测好的坐标。',
    undo: '去掉最后一点', wipe: '清除范围', paste: '粘贴 GeoJSON', pasteHint: '测绘软件导出的一个多边形（Polygon），经度在前、纬度在后，WGS-84。', take: '放到图上', map: '门前责任区范围图',
    saved: '责任区已保存', stale: '别人刚刚改过，请关闭后再看一遍。', photoBusy: '照片还在上传，请稍等。', boundaryMissing: '请写明从哪里到哪里',
    wrong: {
      json: '这不是 JSON，可能没有复制完整。', shape: '里面没有多边形（Polygon）。', many: '里面有不止一个多边形，请只留这一户的。', hole: '多边形里有洞，门前责任区请画成一整块。',
      numbers: '坐标不是数字。', swapped: '坐标不在中国境内，可能把纬度写在了经度前面。', few: '至少要有三个不同的角点。', lots: (most: number) => `角点太多，最多 ${most} 个。`,
    },
  },
  cases: {
    title: '投诉与问题', none: '没有可以给您看的投诉和问题。', lead: '这一户的人提出的投诉，只给办理它的人看；检查后转办的问题也列在这里。', complaint: '投诉', finding: '检查问题', own: '本人提出',
    closed: (day: string) => `${day} 了结`, open: '打开案件',
  },
  importing: {
    title: '导入户籍', back: '户籍登记', steps: ['选择文件', '核对', '完成'], lead: '把村里现有的表格直接传上来，不用先整理：有标题行、合并单元格、空行都可以。先核对，确认以后才写入。',
    region: '村（社区）', regionHint: '文件里有“村”这一列时，也可以选乡镇，一次导入多个村。', file: '表格文件', choose: '选择文件', fileHint: 'Excel（.xlsx）或 CSV，不超过 20 MB；可以一户一行，也可以一人一行。', template: '下载空白表格', tooBig: '文件超过 20 MB，请分开导入。', wrongKind: '请选择 .xlsx 或 .csv 文件；旧的 .xls 请先另存为 .xlsx。',
    preview: '开始核对', again: '换一个文件', checking: '正在核对…', rechecked: '改好以后重新选择文件即可。', noFile: '请选择文件', noRegion: '请选择村（社区）',
    summary: (rows: number, households: number) => `读到 ${rows} 行，共 ${households} 户`, counts: { new: '新增', changed: '有变化', unchanged: '没有变化', missing: '文件里没有', errors: '错误' },
    hasErrors: (n: number) => `有 ${n} 处错误，什么都还没有写入。请照下面的提示改好文件，再传一次。`, clean: '没有错误，可以导入。', nothing: '文件与登记完全一致，没有要写入的内容。',
    ignored: (names: string) => `这些列没有读取，也不会保存：${names}`, downloadErrors: '下载错误清单', errorFile: '导入错误', row: '行', rowN: (n: number) => (n > 0 ? `第 ${n} 行` : '整个文件'), reason: '哪里不对', onlyErrors: '错误', first: (n: number, all: number) => `只列出前 ${n} 条，共 ${all} 条。`,
    newHelp: '登记为新户', changedHelp: '左边是现在的登记，右边是文件里的内容。', missingHelp: '登记里有、文件里没有的户。导入不会动它们；已经搬走的，请到那一户办理迁出。', none: '没有', before: '现在', after: '改为', empty: '（空）',
    commit: (n: number) => `确认导入 ${n} 户`, committed: '导入完成', result: (fresh: number, changed: number, same: number) => `新增 ${fresh} 户，更新 ${changed} 户，${same} 户没有变化。`, open: '查看户籍登记', more: '再导入一个文件',
    templateName: '户籍登记表', templateRows: [['户主姓名', '姓名', '与户主关系', '是否成年', '联系电话', '胡同/小组', '门牌号'], ['张三', '张三', '户主', '是', '13800000000', '东街', '东街1号'], ['张三', '李四', '配偶', '是', '', '东街', '东街1号'], ['张三', '张小五', '长子', '否', '', '东街', '东街1号']],
    errorColumns: ['行', '原因'],
  },
  requests: {
    title: '入户申请', lead: '村民扫了门上的户码或写出了门牌和户主，申请成为这一户的成员。核实后批准；登记册里已有同一个人的，选出来合为一人。', empty: '没有等待处理的申请。', asks: (name: string, door: string) => `${name} 申请加入 ${door}`, relation: (text: string) => `自称是户主的${text}`, head: (name: string) => `户主 ${name}`, noHead: '这一户没有户主', moves: (code: string) => `批准后将离开现在的户（${code}）`,
    minor: '未成年', unnamed: '未填姓名', noPhone: '没有电话', match: '登记册里的同一个人', noMatch: '不是登记册里的人，新增一位成员', noneToMatch: '登记册里没有可以对上的人，批准后新增一位成员。', samePhone: '电话相同', sameName: '姓名相同', matchHint: '选错了会把两个人合成一个，请核实清楚。', asHead: '同时设为户主',
    approve: '批准', refuse: '不批准', approved: (name: string) => `已批准 ${name}`, refused: (name: string) => `已回复 ${name}`, refuseTitle: '不批准', refuseLead: '申请人会看到这里写的原因。', reason: '原因', reasonHint: '例如 不在这一户居住，请向本户户主核实',
    selected: (n: number) => `已选 ${n} 条`, clear: '取消选择', approveSelected: '批准所选', select: (name: string) => `选择 ${name}`, resultTitle: '批准结果', summary: (ok: number, bad: number) => (bad === 0 ? `${ok} 条都已批准。` : `${ok} 条已批准，${bad} 条没有批准，原因如下。`), done: '已批准', failed: '未批准', tooMany: (n: number) => `一次最多批准 ${n} 条。`,
    bulkHint: '按每条上面选定的人批准。',
  },
  doorCodes: {
    title: '打印户码', lead: '每户一个二维码，贴在门上。村民扫码申请入户，检查时扫码找到这一户。', alley: '哪条胡同', all: '全村', make: '为还没有户码的户制作', made: (n: number) => (n === 0 ? '每户都已有户码。' : `已制作 ${n} 个户码。`), open: '打开打印页', openHint: '每张 A4 纸排 12 个。选了胡同按巡查顺序排，全村按户编号排；户数多时分批打开。', first: '先制作，再打印。',
  },
} as const
