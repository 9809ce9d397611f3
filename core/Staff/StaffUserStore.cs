using System.Security.Cryptography;
using Engagement.Core.Data;
using Engagement.Core.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Engagement.Core.Staff;

/// <summary>Identity's store, with the secrets of one-time codes encrypted: who steals the database cannot make codes from it.</summary>
public sealed class StaffUserStore(EngagementDbContext db, FieldCipher cipher, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<StaffUser, EngagementDbContext, Guid>(db, describer)
{
    public override Task SetTokenAsync(StaffUser user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : Convert.ToBase64String(cipher.Encrypt(value)), cancellationToken);

    /// <summary>Null as well when the value was written with a key that is no longer configured: no code opens the door then, and an administrator resets it.</summary>
    public override async Task<string?> GetTokenAsync(StaffUser user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        if (await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is not { } value) return null;
        try
        {
            return cipher.Decrypt(Convert.FromBase64String(value));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
