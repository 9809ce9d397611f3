import type { DutyPostKind, RoutingTargetKind, RoutingVerdict } from '@/api/types'

export const routingText = {
  title: '分派规则',
  lead: '村民上报后先交给谁。从上到下找第一条能执行的规则：村优先于乡镇，乡镇优先于县；指明类别的优先于“所有类别”；同样具体的，顺序号小的优先。都不能执行时，由乡镇（街道）受理。',
  tabs: { rules: '规则', preview: '谁会收到', examples: '示例', history: '修改记录' },
  choosePlace: '请先选择县（市、区）、乡镇（街道）或村（社区）。',
  rules: {
    columns: { place: '地区', category: '类别', target: '分派给', priority: '顺序', note: '备注' },
    create: '新增规则', edit: '修改', end: '停用', history: '记录', empty: '这里还没有规则，都由乡镇（街道）受理。',
    endTitle: '停用这条规则？', endLead: (says: string) => `${says}。停用后按其余规则分派，修改记录会保留。`, ended: '规则已停用', endAnyway: '仍要停用', endYes: '停用',
  },
  form: {
    newTitle: '新增规则', editTitle: '修改规则', place: '地区', category: '类别', anyCategory: '所有类别', target: '分派给', priority: '顺序', priorityHint: '同样具体的规则，数字小的先用', priorityWrong: '请填写 0 到 999 的整数',
    note: '备注', saved: '已保存', stale: '别人刚刚改过这条规则，请关闭后重新打开。',
    breaksTitle: '这样修改会使下面的示例与预期不符',
    confirm: '我已核对，仍要保存', confirmFirst: '请先核对示例，勾选后再保存',
    shift: (expected: string, before: string, after: string) => `预期 ${expected}；现在 ${before}，修改后 ${after}`,
    fine: '不影响任何示例。', changes: (n: number) => `有 ${n} 个示例的结果会变，但不违背预期：`,
    placeWrong: '请选择县（市、区）、乡镇（街道）或村（社区）',
  },
  target: {
    kind: '交给', postKind: '岗位种类', post: '岗位', office: '单位', noPosts: '这个村还没有岗位', noOffices: '没有可选的单位', villageOnly: '指定某个岗位时，规则的地区须是那个村',
    kinds: { postKind: '本村的某类岗位', post: '指定岗位', office: '指定单位', committee: '村（社区）委会', township: '乡镇（街道）' } satisfies Record<RoutingTargetKind, string>,
    postKinds: { alleyChief: '胡同长', gridOfficer: '网格员', environmentSupervisor: '环境监督员', cleaner: '保洁员', partyMemberLiaison: '党员联系户' } satisfies Record<DutyPostKind, string>,
  },
  preview: {
    lead: '假设现在有这样一件上报，看今天会交给谁。',
    place: '地点', category: '类别', hidden: '上报人要求村里回避', about: '反映的是村干部', address: '地址', addressHint: '如：东街12号门前', ask: '查看', keep: '存为示例',
    office: '受理单位', post: '岗位', person: '今天在岗', nobody: '无人在岗', why: '原因', steps: '看过的规则', noSteps: '没有适用的规则。', placeWrong: '请选择村（社区）或乡镇（街道）',
    verdicts: {
      decided: '按此分派', notReached: '未用到', keptFromCommittee: '须回避', nobodyOnDuty: '无人在岗', alleyUnclear: '胡同不明', ownComplaint: '本人上报', noSuchOffice: '单位不存在', noVillage: '不知哪个村',
    } satisfies Record<RoutingVerdict, string>,
  },
  examples: {
    lead: '示例是一件假设的上报和它应该去的地方。改规则前会自动核对，结果不符时要确认才能保存。',
    run: '全部核对', create: '新增示例', edit: '修改', remove: '删除', removeSure: '删除这个示例？', removed: '已删除', empty: '还没有示例。可以在“谁会收到”里查到结果后存为示例。',
    columns: { name: '示例', input: '上报', expected: '应交给', result: '核对结果' },
    passed: '符合', failed: '不符', summary: (passed: number, failed: number) => (failed === 0 ? `${passed} 个示例都符合预期。` : `${failed} 个示例不符合预期，${passed} 个符合。`),
    actual: (what: string) => `实际：${what}`, hidden: '要求村里回避', about: '反映村干部', join: ' · ',
    newTitle: '新增示例', editTitle: '修改示例', name: '名称', nameHint: '如：东街的垃圾归东街胡同长', expected: '应交给', saved: '已保存',
  },
  history: {
    empty: '还没有修改过。', more: '更多', system: '系统', from: '原来', to: '改为', none: '无', ended: '停用', broken: (names: string) => `确认了示例不符：${names}`,
    kinds: { created: '新增', changed: '修改', ended: '停用' } as Record<string, string>,
  },
} as const
