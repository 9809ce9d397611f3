using Engagement.Api.Hosting;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;

namespace Engagement.Api.Staff;

/// <summary>Which accounts.</summary>
public sealed record StaffListRequest(
    [property: AtMost(StaffUser.NameMaxLength)] string? Search, [property: AtMost(Region.CodeMaxLength)] string? Region,
    [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

/// <summary>Which offices.</summary>
public sealed record OfficeListRequest(
    [property: AtMost(Region.CodeMaxLength)] string? Region, [property: Between(1, Paging.MaxLimit)] int? Limit, [property: AtMost(400)] string? After);

/// <summary>A right to give. Days are Chinese calendar days, both inclusive; the empty region is everything.</summary>
public sealed record GrantRequest(
    [property: Given] Role? Role, [property: Given, AtMost(Region.CodeMaxLength)] string? RegionCode, Guid? OfficeId = null, DateOnly? From = null, DateOnly? To = null)
{
    internal GrantWish ToWish() => new(Role!.Value, RegionCode!, OfficeId, From, To);
}

public sealed record NewStaffRequest(
    [property: Needed(32)] string UserName, [property: Needed(StaffUser.NameMaxLength)] string DisplayName,
    [property: Items(1, NewStaffRequest.MaxGrants)] IReadOnlyList<GrantRequest> Grants)
{
    public const int MaxGrants = 50;
}

/// <summary>Who takes over the cases of somebody who leaves.</summary>
public sealed record LeaveRequest([property: Given] Guid? HandoverToId);

public sealed record NewOfficeRequest(
    [property: Given] OfficeKind? Kind, [property: Needed(Office.NameMaxLength)] string Name, [property: Needed(Region.CodeMaxLength)] string RegionCode);

public sealed record PasswordReset(string TemporaryPassword);

/// <summary>How many cases went to the successor.</summary>
public sealed record LeaveReceipt(int HandedOver);

public sealed record StaffListItem(
    Guid Id, string UserName, string DisplayName, bool Active, bool LockedOut, bool OneTimeCodeEnabled, IReadOnlyList<StaffGrantView> Grants, int OpenCaseCount)
{
    internal static StaffListItem Of(StaffView it, int open) =>
        new(it.Id, it.UserName, it.DisplayName, it.Active, it.LockedOut, it.OneTimeCodeEnabled, it.Grants, open);
}

public sealed record StaffDetail(
    Guid Id, string UserName, string DisplayName, bool Active, bool LockedOut, bool OneTimeCodeEnabled, IReadOnlyList<StaffGrantView> Grants, int OpenCaseCount,
    DateTime CreatedAt, DateTime? LastSignInAt, int Version)
{
    internal static StaffDetail Of(StaffView it, int open) => new(it.Id, it.UserName, it.DisplayName, it.Active, it.LockedOut, it.OneTimeCodeEnabled,
        it.Grants, open, it.CreatedAt, it.LastSignInAt, it.Version);
}

public sealed record PasswordChangeRequest([property: Needed(128)] string CurrentPassword, [property: Needed(128)] string NewPassword);

public sealed record PasswordRequest([property: Needed(128)] string Password);

public sealed record OneTimeCodeRequest([property: Needed(32)] string Code);

/// <summary>What an authenticator app needs: as text, as address, and as a picture of the address (plain SVG, no style or script).</summary>
public sealed record OneTimeCodeEnrolment(string Secret, string Uri, string QrSvg);

/// <summary>Each good once in place of a code; shown only now.</summary>
public sealed record OneTimeCodeConfirmed(IReadOnlyList<string> RecoveryCodes);
