using Engagement.Core.Shared;

namespace Engagement.Core.Staff;

/// <summary>Roles in the users' language.</summary>
public static class RoleNames
{
    public static string Of(Role role) => role switch
    {
        Role.VillageCommittee => "村委会",
        Role.DepartmentOfficer => "部门人员",
        Role.TownshipStaff => "乡镇工作人员",
        Role.CountyOffice => "县级主管",
        Role.Inspector => "检查员",
        Role.Auditor => "审计员",
        Role.Administrator => "管理员",
        _ => role.ToString(),
    };
}
