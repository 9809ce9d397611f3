import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { whenSignedOut } from '@/api/client'
import { useSession } from '@/session/session'
import { asProblem } from '@/api/problem'
import { sayProblem } from '@/shared/notify'

declare module 'vue-router' {
  interface RouteMeta {
    /** Reachable without being signed in. */
    open?: boolean
    /** Shown without the menu around it. */
    bare?: boolean
    /** Which menu entry is lit. */
    menu?: string
  }
}

export const router = createRouter({
  history: createWebHistory('/admin/'),
  routes: [
    { path: '/', redirect: '/cases' },
    { path: '/login', name: 'login', component: () => import('@/session/LoginPage.vue'), meta: { open: true, bare: true } },
    { path: '/password', name: 'password', component: () => import('@/session/ForcedPasswordPage.vue'), meta: { bare: true } },
    { path: '/one-time-code', name: 'enrol', component: () => import('@/session/ForcedEnrolmentPage.vue'), meta: { bare: true } },
    { path: '/cases', name: 'cases', component: () => import('@/cases/CaseListPage.vue'), meta: { menu: 'cases' } },
    { path: '/cases/:id', name: 'case', component: () => import('@/cases/CaseDetailPage.vue'), props: true, meta: { menu: 'cases' } },
    { path: '/cases/:id/print', name: 'casePrint', component: () => import('@/cases/print/CasePrintPage.vue'), props: true, meta: { bare: true } },
    { path: '/replies', name: 'replies', component: () => import('@/cases/replies/RepliesPage.vue'), meta: { menu: 'cases' } },
    { path: '/day', name: 'day', component: () => import('@/cases/day/MyDayPage.vue'), meta: { menu: 'day' } },
    { path: '/board', name: 'board', component: () => import('@/cases/board/BoardPage.vue'), meta: { menu: 'board' } },
    { path: '/on-behalf', name: 'onBehalf', component: () => import('@/cases/FileOnBehalfPage.vue'), meta: { menu: 'onBehalf' } },
    { path: '/reviews', name: 'reviews', component: () => import('@/safety/ReviewPage.vue'), meta: { menu: 'reviews' } },
    { path: '/codes', name: 'codes', component: () => import('@/codes/CodeListPage.vue'), meta: { menu: 'codes' } },
    { path: '/households', name: 'households', component: () => import('@/households/RegisterPage.vue'), meta: { menu: 'households' } },
    { path: '/households/import', name: 'householdImport', component: () => import('@/households/ImportPage.vue'), meta: { menu: 'households' } },
    { path: '/households/requests', name: 'householdRequests', component: () => import('@/households/RequestsPage.vue'), meta: { menu: 'householdRequests' } },
    { path: '/households/:id', name: 'household', component: () => import('@/households/FamilyPage.vue'), props: true, meta: { menu: 'households' } },
    { path: '/pledges', name: 'pledges', component: () => import('@/pledges/CoveragePage.vue'), meta: { menu: 'pledges' } },
    { path: '/pledges/signing', name: 'pledgeSigning', component: () => import('@/pledges/SigningPage.vue'), meta: { menu: 'pledges' } },
    { path: '/pledges/signed/:id', name: 'pledge', component: () => import('@/pledges/PledgePage.vue'), props: true, meta: { menu: 'pledges' } },
    { path: '/pledges/rounds', name: 'pledgeRounds', component: () => import('@/pledges/RoundListPage.vue'), meta: { menu: 'pledges' } },
    { path: '/pledges/rounds/:id', name: 'pledgeRound', component: () => import('@/pledges/RoundPage.vue'), props: true, meta: { menu: 'pledges' } },
    { path: '/pledges/rounds/:id/marks', name: 'pledgeMarks', component: () => import('@/pledges/RoundMarksPage.vue'), props: true, meta: { menu: 'pledges' } },
    { path: '/pledges/checks', name: 'pledgeChecks', component: () => import('@/pledges/CheckListPage.vue'), meta: { menu: 'pledges' } },
    { path: '/pledges/wording', name: 'pledgeWording', component: () => import('@/pledges/WordingPage.vue'), meta: { menu: 'pledges' } },
    { path: '/inbox', name: 'inbox', component: () => import('@/messages/InboxPage.vue'), meta: { menu: 'inbox' } },
    { path: '/messages/dead-letters', name: 'deadLetters', component: () => import('@/messages/DeadLetterPage.vue'), meta: { menu: 'deadLetters' } },
    { path: '/messages/pushes', name: 'pushes', component: () => import('@/messages/PushesPage.vue'), meta: { menu: 'deadLetters' } },
    { path: '/messages/templates', name: 'templates', component: () => import('@/messages/TemplateListPage.vue'), meta: { menu: 'templates' } },
    { path: '/messages/templates/:event', name: 'template', component: () => import('@/messages/TemplatePage.vue'), props: true, meta: { menu: 'templates' } },
    { path: '/statistics', name: 'rates', component: () => import('@/statistics/ThreeRatesPage.vue'), meta: { menu: 'rates' } },
    { path: '/statistics/cases', name: 'figureCases', component: () => import('@/statistics/FigureCasesPage.vue'), meta: { menu: 'rates' } },
    { path: '/statistics/report', name: 'report', component: () => import('@/statistics/MonthlyReportPage.vue'), meta: { menu: 'rates' } },
    { path: '/statistics/workload', name: 'workload', component: () => import('@/statistics/WorkloadPage.vue'), meta: { menu: 'rates' } },
    { path: '/audit', name: 'audit', component: () => import('@/audit/AuditPage.vue'), meta: { menu: 'audit' } },
    { path: '/deadlines', name: 'deadlines', component: () => import('@/deadlines/DeadlinePage.vue'), meta: { menu: 'deadlines' } },
    { path: '/categories', name: 'categories', component: () => import('@/deadlines/CategoryPage.vue'), meta: { menu: 'deadlines' } },
    { path: '/calendar', name: 'calendar', component: () => import('@/deadlines/CalendarPage.vue'), meta: { menu: 'deadlines' } },
    { path: '/routing', name: 'routing', component: () => import('@/routing/RoutingPage.vue'), meta: { menu: 'routing' } },
    { path: '/posts', name: 'posts', component: () => import('@/posts/PostPage.vue'), meta: { menu: 'posts' } },
    { path: '/posts/:id', name: 'post', component: () => import('@/posts/PostDetailPage.vue'), props: true, meta: { menu: 'posts' } },
    { path: '/responsibilities', name: 'responsibilities', component: () => import('@/posts/ResponsibilityPage.vue'), meta: { menu: 'responsibilities' } },
    { path: '/staff', name: 'staff', component: () => import('@/staff/StaffListPage.vue'), meta: { menu: 'staff' } },
    { path: '/staff/:id', name: 'staffMember', component: () => import('@/staff/StaffDetailPage.vue'), props: true, meta: { menu: 'staff' } },
    { path: '/account', name: 'account', component: () => import('@/session/AccountPage.vue'), meta: { menu: 'account' } },
    { path: '/:rest(.*)*', name: 'missing', component: () => import('@/shell/MissingPage.vue') },
  ],
  // The bar at the top stays over what one jumps to.
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash === '' ? { top: 0 } : { el: to.hash, top: 64 }),
})

const toLogin = (wanted: RouteLocationNormalized) => ({
  name: 'login', query: wanted.fullPath === '/' || wanted.name === 'login' ? {} : { next: wanted.fullPath },
})

router.beforeEach(async (to) => {
  const session = useSession()
  if (to.meta.open) return true
  if (session.me === null) {
    if (session.asked) return toLogin(to)
    try {
      await session.load()
    } catch (thrown) {
      session.asked = asProblem(thrown).signedOut
      if (!session.asked) sayProblem(thrown)
      return toLogin(to)
    }
  }
  // A temporary password and a missing second factor come before everything else.
  if (session.me?.mustChangePassword) return to.name === 'password' ? true : { name: 'password' }
  if (session.me?.mustEnrolOneTimeCode) return to.name === 'enrol' ? true : { name: 'enrol' }
  return true
})

whenSignedOut(() => {
  const session = useSession()
  const wasIn = session.me !== null
  session.lose()
  if (wasIn) void router.replace(toLogin(router.currentRoute.value))
})
