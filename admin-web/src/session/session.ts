import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ApiProblem } from '@/api/problem'
import type { Me, Role } from '@/api/types'
import { dropAllDrafts } from '@/shared/drafts'
import * as sessionApi from './sessionApi'
import { sessionText } from './text'

/** Who is signed in. The cookie itself is out of reach of scripts; this only mirrors what /api/me says. */
export const useSession = defineStore('session', () => {
  const me = shallowRef<Me | null>(null)
  /** True after /api/me was asked once, so that the router asks only on the first page. */
  const asked = ref(false)
  /** Why the login page is shown, when it has something to say. */
  const notice = ref<'expired' | 'signedOut' | null>(null)

  const roles = computed(() => new Set<Role>(me.value?.grants.map((grant) => grant.role) ?? []))
  const has = (...wanted: Role[]) => wanted.some((role) => roles.value.has(role))

  /** True when one of the roles is held for a region that contains `region`. */
  const holds = (region: string, ...wanted: Role[]) => (me.value?.grants ?? []).some((grant) => wanted.includes(grant.role) && region.startsWith(grant.regionCode))

  /** Regions the person answers for, without those that lie inside another one of them. */
  const homeRegions = computed(() => {
    const codes = [...new Set(me.value?.grants.map((grant) => grant.regionCode) ?? [])]
    return codes.filter((code) => !codes.some((other) => other !== code && code.startsWith(other)))
  })

  async function load(): Promise<Me> {
    const found = await sessionApi.fetchMe()
    if (found.kind !== 'staff') throw new ApiProblem(403, 'not_allowed', sessionText.signIn.notStaff)
    me.value = found
    asked.value = true
    notice.value = null
    return found
  }

  async function signIn(userName: string, password: string, oneTimeCode?: string): Promise<Me> {
    await sessionApi.signIn(userName, password, oneTimeCode)
    return load()
  }

  async function signOut(): Promise<void> {
    try {
      await sessionApi.signOut()
    } finally {
      dropAllDrafts()
      me.value = null
      notice.value = 'signedOut'
    }
  }

  /** Called when any request learned that the session is gone. */
  function lose(): void {
    if (me.value !== null) notice.value = 'expired'
    me.value = null
    asked.value = true
  }

  return {
    me, asked, notice, roles, has, holds, homeRegions, load, signIn, signOut, lose,
    mayManageStaff: computed(() => has('administrator', 'countyOffice')),
    maySeeDeadLetters: computed(() => has('administrator', 'countyOffice')),
    mayWordMessages: computed(() => has('administrator')),
    mayReadAudit: computed(() => has('administrator', 'auditor')),
    mayReview: computed(() => has('townshipStaff', 'countyOffice')),
    mayMakeCodes: computed(() => has('villageCommittee', 'townshipStaff', 'countyOffice', 'administrator')),
    maySeeCategories: computed(() => has('administrator', 'countyOffice')),
    /** What holds everywhere: categories, days off. */
    mayRuleEverywhere: computed(() => holds('', 'administrator')),
    maySetDeadlines: (region: string) => (region === '' ? holds('', 'administrator') : holds(region, 'administrator', 'countyOffice')),
    mayRoute: (region: string) => holds(region, 'townshipStaff', 'countyOffice'),
    mayKeepPosts: (region: string) => holds(region, 'villageCommittee', 'townshipStaff', 'countyOffice'),
    /** Who keeps a village's register of households. */
    mayKeepRegister: computed(() => has('villageCommittee', 'townshipStaff', 'administrator')),
    /** Enters, withdraws, plans and decides for pledges. */
    mayRunPledges: computed(() => has('villageCommittee', 'townshipStaff', 'countyOffice')),
    /** Needs the register too: the sheet's signer is one of its members. */
    mayEnterPaperPledges: computed(() => has('villageCommittee', 'townshipStaff')),
    mayWordPledges: computed(() => has('villageCommittee', 'townshipStaff', 'countyOffice', 'administrator')),
    /** Handles cases, where an inspector or auditor only looks. */
    mayWorkCases: computed(() => has('villageCommittee', 'departmentOfficer', 'townshipStaff', 'countyOffice', 'administrator')),
    /** Stands above some owner of cases. */
    maySupervise: computed(() => has('townshipStaff', 'countyOffice')),
    mayFileOnBehalf: computed(() => has('villageCommittee', 'departmentOfficer', 'townshipStaff', 'countyOffice')),
  }
})
