using Engagement.Api.Hosting;
using Engagement.Core.Data;
using Engagement.Core.People;
using Engagement.Core.Regions;
using Engagement.Core.Shared;
using Engagement.Core.Staff;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Api.People;

public static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/me").WithTags("me");
        group.MapGet("", Get).RequireAuthorization(Access.SignedIn).OpenBeforeDuties().WithSummary("Who is signed in and what they may do.");
        group.MapPut("", Put).RequireAuthorization(Access.Villager).WithSummary("A villager says their name and village.");
    }

    private static async Task<Ok<Me>> Get(CurrentActor current, MeQuery me, CancellationToken cancel) =>
        TypedResults.Ok(await me.OfAsync(current.Actor, cancel));

    private static async Task<Ok<Me>> Put(Introduction request, CurrentActor current, VillagerService villagers, MeQuery me, CancellationToken cancel)
    {
        await villagers.IntroduceAsync(current.Actor, request.Name, request.RegionCode, cancel);
        return TypedResults.Ok(await me.OfAsync(current.Actor, cancel));
    }
}

public sealed record Introduction([property: Needed(Person.NameMaxLength)] string Name, [property: AtMost(Region.CodeMaxLength)] string? RegionCode);

public sealed record GrantView(Role Role, string RoleName, string RegionCode, string RegionName, Guid? OfficeId, string? OfficeName);

public sealed record Me(
    ActorKind Kind, Guid AccountId, Guid? PersonId, string? Name, string? UserName, string? RegionCode, string? RegionName,
    string? PhoneMasked, IReadOnlyList<GrantView> Grants, bool MustChangePassword, bool MustEnrolOneTimeCode, bool OneTimeCodeEnabled)
{
    /// <summary>WeChat has vouched for the number; else somebody wrote it down.</summary>
    public bool PhoneVerified { get; init; }

    /// <summary>Version of the privacy policy the villager agreed to and has not withdrawn; null when there is none.</summary>
    public string? PrivacyPolicyVersion { get; init; }
}

/// <summary>Joins people, staff and regions for the page about oneself.</summary>
public sealed class MeQuery(EngagementDbContext db, RegionQueries regions, FieldCipher cipher, PrivacyConsents consents)
{
    public Task<Me> OfAsync(Actor actor, CancellationToken cancel) => actor.IsStaff ? StaffAsync(actor, cancel) : VillagerAsync(actor, cancel);

    private async Task<Me> VillagerAsync(Actor actor, CancellationToken cancel)
    {
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(x => x.Id == actor.PersonId, cancel);
        var region = person.RegionCode is { } code ? (await regions.NamesAsync([code], cancel))[code] : null;
        var phone = person.Phone is { } sealedPhone ? Person.MaskPhone(cipher.Decrypt(sealedPhone)) : null;
        return new Me(ActorKind.Villager, person.Id, person.Id, person.Name, null, person.RegionCode, region, phone, [], false, false, false)
        {
            PhoneVerified = person.VerifiedPhone is not null,
            PrivacyPolicyVersion = await consents.InForceAsync(person.Id, cancel),
        };
    }

    private async Task<Me> StaffAsync(Actor actor, CancellationToken cancel)
    {
        var user = await db.Set<StaffUser>().AsNoTracking().SingleAsync(x => x.Id == actor.AccountId, cancel);
        var names = await regions.NamesAsync([.. actor.Grants.Select(x => x.RegionCode)], cancel);
        var officeIds = actor.Grants.Where(x => x.OfficeId is not null).Select(x => x.OfficeId!.Value).ToList();
        var offices = await db.Set<Office>().AsNoTracking().Where(x => officeIds.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        return new Me(ActorKind.Staff, user.Id, user.PersonId, user.DisplayName, user.UserName, null, null, null,
            [.. actor.Grants.Select(x => new GrantView(x.Role, RoleNames.Of(x.Role), x.RegionCode, names[x.RegionCode], x.OfficeId,
                x.OfficeId is { } id ? offices.GetValueOrDefault(id) : null))],
            user.MustChangePassword, OneTimeCodes.AreMissing(user, actor), user.TwoFactorEnabled);
    }
}
