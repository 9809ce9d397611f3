using Engagement.Core.Data;
using Engagement.Core.Messaging;
using Engagement.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Engagement.Core.Staff;

/// <summary>What staff are to hear: the event, the thing it is about, the values a template may name.</summary>
/// <param name="Urgent">Danger: the phone rings at night too.</param>
public sealed record StaffNotice(string Event, Guid SubjectId, IReadOnlyDictionary<string, string> Fields, bool Urgent = false);

/// <summary>Writes messages to staff into the unit of work: to one account, or to everybody in post at an office. Each is a line of the account's
/// inbox, and goes to the phone of the person who bound their WeChat to it.</summary>
public sealed class StaffMessages(EngagementDbContext db, IMemoryCache cache, TimeProvider clock) : IStaffPersons
{
    /// <summary>Of a larger office, those who signed in last are told: a message to everybody is a message to nobody.</summary>
    public const int MostPerOffice = 20;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>To one account; nobody when they left.</summary>
    public async Task TellAsync(Guid staffUserId, StaffNotice notice, CancellationToken cancel)
    {
        var reader = await db.Set<StaffUser>().AsNoTracking().Where(x => x.Id == staffUserId && x.LeftAt == null)
            .Select(x => new Reader(x.Id, x.PersonId != null)).FirstOrDefaultAsync(cancel);
        if (reader is not null) db.Add(Make(reader, notice));
    }

    /// <summary>To everybody in post at the office, at most <see cref="MostPerOffice"/>.</summary>
    /// <param name="officeId">The office.</param>
    /// <param name="notice">What they hear.</param>
    /// <param name="except">The one who did it and knows.</param>
    /// <param name="cancel">Cancels the look-up.</param>
    public async Task TellOfficeAsync(Guid officeId, StaffNotice notice, Guid? except, CancellationToken cancel) =>
        db.AddRange(await ForOfficeAsync(officeId, notice, except, cancel));

    /// <summary>The messages to an office, for callers who save them themselves. Who is in post is read from memory for a minute.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> ForOfficeAsync(Guid officeId, StaffNotice notice, Guid? except, CancellationToken cancel) =>
        [.. (await InPostAsync(officeId, cancel)).Where(x => x.Id != except).Take(MostPerOffice).Select(x => Make(x, notice))];

    public Task<Guid?> PersonOfAsync(Guid staffUserId, CancellationToken cancel) =>
        db.Set<StaffUser>().AsNoTracking().Where(x => x.Id == staffUserId && x.LeftAt == null).Select(x => x.PersonId).FirstOrDefaultAsync(cancel);

    private OutboxMessage Make(Reader to, StaffNotice notice) =>
        OutboxMessage.ToStaff(clock.NewId(), to.Id, to.HasPhone, notice.Event, notice.SubjectId, notice.Fields, clock.UtcNow(), notice.Urgent);

    private async Task<IReadOnlyList<Reader>> InPostAsync(Guid officeId, CancellationToken cancel) =>
        (await cache.GetOrCreateAsync((typeof(StaffMessages), officeId), async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Fresh;
            var office = await db.Set<Office>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == officeId, cancel);
            return office is null ? [] : await ReadInPostAsync(office, cancel);
        }))!;

    /// <summary>The role that works for this kind of office in its region, or a right given for this very office.</summary>
    private async Task<IReadOnlyList<Reader>> ReadInPostAsync(Office office, CancellationToken cancel)
    {
        var now = clock.UtcNow();
        Role? role = office.Kind switch
        {
            OfficeKind.Township => Role.TownshipStaff,
            OfficeKind.County => Role.CountyOffice,
            OfficeKind.VillageCommittee => Role.VillageCommittee,
            _ => null,
        };
        var grants = db.Set<Grant>().Where(x => x.From <= now && (x.To == null || x.To > now)
            && ((x.RegionCode == office.RegionCode && x.Role == role)
                || (x.OfficeId == office.Id && x.Role != Role.Auditor && x.Role != Role.Inspector && x.Role != Role.Administrator)));
        return await db.Set<StaffUser>().AsNoTracking().Where(x => x.LeftAt == null && grants.Any(g => g.StaffUserId == x.Id))
            // One more than are told: the one who did it may be among them.
            .OrderBy(x => x.LastSignInAt == null).ThenByDescending(x => x.LastSignInAt).ThenBy(x => x.Id).Take(MostPerOffice + 1)
            .Select(x => new Reader(x.Id, x.PersonId != null)).ToListAsync(cancel);
    }

    private sealed record Reader(Guid Id, bool HasPhone);
}
