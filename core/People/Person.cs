using Engagement.Core.Data;
using Engagement.Core.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Core.People;

/// <summary>A human being. The only place where names and phone numbers are kept; everything else holds the id.</summary>
public sealed class Person : IVersioned
{
    public const int NameMaxLength = 32;

    private Person() { }

    public Person(Guid id, string? name, string? regionCode, DateTime now)
    {
        Id = id;
        Name = name;
        RegionCode = regionCode;
        CreatedAt = now;
    }

    public Guid Id { get; private init; }

    /// <summary>Null until the person has said it.</summary>
    public string? Name { get; private set; }

    /// <summary>The village the person says is theirs; null until said.</summary>
    public string? RegionCode { get; private set; }

    /// <summary>Encrypted. Families share a contact number, so it is not unique and proves nothing.</summary>
    public byte[]? ContactPhone { get; private set; }

    /// <summary>Encrypted. WeChat has vouched that it is this person's; unique through <see cref="PhoneKey"/>.</summary>
    public byte[]? VerifiedPhone { get; private set; }

    /// <summary>The number to call: the verified one before the one somebody wrote down. Encrypted.</summary>
    public byte[]? Phone => VerifiedPhone ?? ContactPhone;

    /// <summary>Set when the same human being was found twice; the row that stays.</summary>
    public Guid? MergedInto { get; private set; }
    public DateTime CreatedAt { get; private init; }

    /// <summary>When the person deleted their account. What is left is an id that says nothing, so that old lines still point at something.</summary>
    public DateTime? DeletedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>What the villager says of themselves.</summary>
    public void Introduce(string name, string? regionCode)
    {
        Name = name;
        RegionCode = regionCode ?? RegionCode;
    }

    public void ReachAt(byte[]? encryptedPhone) => ContactPhone = encryptedPhone;

    /// <summary>Null takes the number away.</summary>
    public void Verify(byte[]? encryptedPhone) => VerifiedPhone = encryptedPhone;

    /// <summary>The committee found that this person of the register is somebody who signs in. The number stays with the one who stays, the row
    /// as a pointer with the name the register had.</summary>
    public void MergeInto(Person other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Id == Id || other.MergedInto is not null) throw new ArgumentException("Merge into somebody else who was not merged.", nameof(other));
        MergedInto = other.Id;
        other.Name ??= Name;
        other.RegionCode ??= RegionCode;
        other.ContactPhone ??= ContactPhone;
        ContactPhone = null;
    }

    /// <summary>Nothing personal stays. Doing it again changes nothing.</summary>
    public void Erase(DateTime now)
    {
        Name = RegionCode = null;
        ContactPhone = VerifiedPhone = null;
        DeletedAt ??= now;
    }

    /// <summary>张三 → 张*, 欧阳修 → 欧**: what everybody else may read.</summary>
    public static string? Mask(string? name)
    {
        if (string.IsNullOrEmpty(name)) return null;
        // Rare family names (𠮷) are two UTF-16 units: half of one would not be a character.
        var runes = name.EnumerateRunes().ToList();
        return runes[0] + new string('*', Math.Clamp(runes.Count - 1, 1, 2));
    }

    /// <summary>13812345678 → 138****5678.</summary>
    public static string MaskPhone(string phone) =>
        phone.Length < 7 ? new string('*', phone.Length) : phone[..3] + new string('*', phone.Length - 7) + phone[^4..];

    internal sealed class Mapping : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.Property(x => x.Name).HasMaxLength(NameMaxLength);
            builder.Property(x => x.RegionCode).IsCode(Region.CodeMaxLength);
            builder.Property(x => x.ContactPhone).HasMaxLength(128);
            builder.Property(x => x.VerifiedPhone).HasMaxLength(128);
            builder.Ignore(x => x.Phone);
            builder.HasIndex(x => x.RegionCode);
            builder.HasIndex(x => x.DeletedAt);
        }
    }
}

/// <summary>A WeChat identity, unique per mini-program, pointing at the person behind it.</summary>
public sealed class WeChatAccount
{
    private WeChatAccount() { }

    public WeChatAccount(string appId, string openId, string? unionId, Guid personId, DateTime now)
    {
        AppId = appId;
        OpenId = openId;
        UnionId = unionId;
        PersonId = personId;
        CreatedAt = now;
    }

    public string AppId { get; private init; } = "";
    public string OpenId { get; private init; } = "";
    public string? UnionId { get; private set; }
    public Guid PersonId { get; private set; }
    public DateTime CreatedAt { get; private init; }
    public DateTime? LastSignInAt { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<WeChatAccount>
    {
        public void Configure(EntityTypeBuilder<WeChatAccount> builder)
        {
            builder.HasKey(x => new { x.AppId, x.OpenId });
            builder.Property(x => x.AppId).HasMaxLength(64);
            builder.Property(x => x.OpenId).HasMaxLength(64);
            builder.Property(x => x.UnionId).HasMaxLength(64);
            builder.HasIndex(x => x.PersonId);
            builder.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
        }
    }
}
