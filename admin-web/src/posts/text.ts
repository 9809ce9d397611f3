import type { DutyPostKind, LeaderLevel } from '@/api/types'

export const postText = {
  title: '村级岗位',
  lead: '岗位不随人变：换人办理交接，原来的任职记录保留。',
  kinds: { alleyChief: '胡同长', gridOfficer: '网格员', environmentSupervisor: '环境监督员', cleaner: '保洁员', partyMemberLiaison: '党员联系户' } satisfies Record<DutyPostKind, string>,
  views: { day: '按日', month: '按月' },
  on: '日期', month: '月份', choosePlace: '请选择村（社区）或乡镇（街道）。', chooseVillage: '按月查看请选择村（社区）。',
  open: '新设岗位', empty: '这里还没有岗位。',
  counts: (all: number, vacant: number) => (vacant === 0 ? `共 ${all} 个岗位，都有人在岗。` : `共 ${all} 个岗位，其中 ${vacant} 个空缺。`),
  vacant: '空缺', away: '请假，无人代岗', standIn: (name: string, holder: string) => `${name} 代（${holder} 请假）`,
  columns: { village: '村', post: '岗位', scope: '负责范围', person: '在岗', state: '情况' },
  scope: { village: '全村', households: (n: number) => `${n} 户` }, normal: '在岗',
  legend: { held: '在岗', standIn: '代岗', vacant: '空缺' },
  span: (title: string, from: string, to: string, name: string) => `${title} ${from} 至 ${to} ${name}`,
  previousMonth: '上个月', nextMonth: '下个月', monthName: (year: string, month: number) => `${year} 年 ${month} 月`,
  detail: {
    back: '村级岗位', ended: (date: string) => `已于 ${date} 撤销`, terms: '任职记录', leaves: '请假记录', noLeaves: '没有请假。', toNow: '至今', reason: (text: string) => `原因：${text}`,
    period: (from: string, to: string) => `${from} 至 ${to}`, leave: (from: string, to: string, standIn: string | null) => `${from} 至 ${to}，${standIn === null ? '无人代岗' : `${standIn} 代岗`}`, doors: '负责的户', households: (n: number) => `负责 ${n} 户`, kind: '种类', place: '地区', alley: '胡同', scope: '范围', noName: '已不在系统中',
    actions: { handOver: '交接', vacate: '卸任', leave: '请假', rename: '改名', end: '撤销岗位' }, endLeave: '提前销假',
  },
  form: {
    openTitle: '新设岗位', handOverTitle: '办理交接', vacateTitle: '卸任', leaveTitle: '登记请假', renameTitle: '岗位改名', endTitle: '撤销岗位', endLeaveTitle: '提前销假',
    kind: '岗位种类', village: '村（社区）', alley: '胡同', alleyHint: '选已有的胡同，或直接填写', title: '名称', titleHint: '不填则按种类和胡同命名', households: '负责哪些户', householdsHint: '不选就是整条胡同；没填胡同就是全村。', alleyOrDoors: '胡同长请填写胡同，或选择负责的户', holder: '由谁担任', from: '开始日期', fromHint: '不填从今天起',
    on: '从哪天起', lastDay: '最后一天', leaveFrom: '从', leaveTo: '到', standIn: '谁来代岗', noStandIn: '没有人代岗', reason: '原因',
    known: '村里登记的人', fresh: '其他人员', choosePerson: '请选择人员', name: '姓名', phone: '电话（可不填）', phoneWrong: '电话号码为 5 到 20 位数字',
    endHint: '撤销后不能恢复，任职记录保留。', endLeaveHint: '请假的最后一天。早于请假第一天则取消这次请假。', vacateHint: '这一天之后岗位空缺。',
    villageWrong: '请选择村（社区）', saved: '已保存', opened: '岗位已设立', handedOver: '已交接', vacated: '已卸任', leaveTaken: '已登记请假', leaveEnded: '已销假', ended: '岗位已撤销', stale: '别人刚刚改过这个岗位，请关闭后重新加载。',
  },
}

export const leaderText = {
  title: '包保责任',
  tabs: { coverage: '覆盖情况', leaders: '包保领导' },
  levels: { municipal: '市领导', county: '县领导', township: '乡镇领导' } satisfies Record<LeaderLevel, string>,
  on: '日期', choosePlace: '请选择地区。', import: '导入名单', add: '新增',
  coverage: {
    total: (covered: number, all: number, share: string) => `${all} 个村中有 ${covered} 个有领导直接包保（${share}）`,
    basis: (villages: number, communities: number, others: number) => `计入 ${villages} 个村；另有 ${communities} 个社区、${others} 个其他单位不计入。`,
    mapTitle: '包保覆盖地图', uncoveredTitle: (n: number) => `还没有领导直接包保的村（${n} 个）`, allCovered: '每个村都有领导直接包保。', more: '更多', hasArea: '有片或乡镇领导', none: '没有任何领导',
    counties: '按县（市、区）', townships: '按乡镇（街道）', noVillages: '没有村',
    columns: { place: '地区', villages: '村', covered: '已包保', uncovered: '未包保', leaders: '包村领导', area: '包片包县领导', share: '覆盖率' },
    heat: ['都没有', '不到三分之一', '不到三分之二', '大部分', '全部'], legend: '颜色',
  },
  list: {
    columns: { level: '级别', leader: '领导', places: '包保地区', term: '起止' }, empty: '这里还没有包保领导。', end: '结束', area: (name: string) => `${name}：`, term: (from: string, to: string) => `${from} 至 ${to}`, since: (from: string) => `${from} 起`, places: (first: string, n: number) => `${first} 等 ${n} 处`,
    noName: '已不在系统中', join: '、',
  },
  form: {
    addTitle: '新增包保', level: '级别', name: '姓名', phone: '电话（可不填）', phoneWrong: '电话号码为 5 到 20 位数字', title: '职务', titleHint: '如：副镇长', area: '片区名称', areaHint: '包片时填写，如：北部山区片', places: '包保地区', addPlace: '添加地区', remove: '去掉',
    placesHint: '包县选县（市、区），包片选几个乡镇或村，包村选村。', noPlaces: '请添加至少一个地区', from: '开始日期', fromHint: '不填从今天起', to: '结束日期', toHint: '不填长期有效', added: '已新增',
    endTitle: (name: string) => `结束 ${name} 的包保`, lastDay: '最后一天', dateMissing: '请选择日期', ended: '已结束', stale: '别人刚刚改过，请关闭后重新加载。',
  },
  importing: {
    title: '导入包保名单',
    steps: ['1. 下载表格', '2. 选择文件', '3. 核对并导入'],
    lead: '用表格软件填写，Excel（.xlsx）或 CSV 都可以，标题行、合并单元格、空行不用删。可以写地区名称，也可以写代码；一个格子里可以写几个村，用顿号分开。',
    template: '下载空白表格', region: '名单所属地区', regionWrong: '请选择县（市、区）或乡镇（街道）', fileLabel: '名单文件', file: '选择文件', noneChosen: '还没有选择', endOthers: '名单以外的同级领导今后不再包保', endOthersHint: '不勾选时只增加，不结束任何人。',
    check: '核对', submit: (added: number, ended: number) => (ended === 0 ? `导入 ${added} 处` : `导入 ${added} 处，结束 ${ended} 处`), again: '重新选择文件', noFile: '请选择文件', reading: '正在核对…',
    wrong: (n: number) => `文件里有 ${n} 处错误，没有导入任何内容。改好后重新选择文件。`,
    right: (added: number, unchanged: number, ended: number) => `没有错误。将新增 ${added} 处包保，${unchanged} 处不变，结束 ${ended} 处。还没有保存。`,
    nothing: '没有要改的内容：名单与现在一致。', done: (added: number, ended: number) => (ended === 0 ? `已导入，新增 ${added} 处包保` : `已导入，新增 ${added} 处，结束 ${ended} 处`),
    columns: { line: '行', text: '内容', reason: '原因', change: '变化', leader: '领导', places: '地区' },
    changes: { added: '新增', unchanged: '不变', ended: '结束' } as Record<string, string>, first: (n: number) => `只显示前 ${n} 行。`,
  },
}
