using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Engagement.Api.WeChat.Simulator;

/// <summary>Who uses the mini-program: sign-in codes, session keys, phone codes, activity.</summary>
public sealed class SimulatorPeople(SimulatorOptions options, TimeProvider clock)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ActiveFor = TimeSpan.FromHours(2);
    private const string AlwaysLogin = "sim:";
    private const string AlwaysPhone = "phone:";

    private readonly ConcurrentDictionary<string, Code> _codes = new();
    private readonly ConcurrentDictionary<string, Person> _people = new();

    private sealed record Code(string For, DateTimeOffset Ends)
    {
        public int Used;
    }

    private sealed class Person
    {
        public string Name = "";
        public string SessionKey = "";
        public DateTimeOffset? ActiveAt;
        public bool Inactive;
        public bool Blocked;
        public int RiskRank;
    }

    /// <summary>The openid of the person who signs in with the code <c>sim:NAME</c>: always the same, 28 characters.</summary>
    public static string OpenIdOf(string name) => "sim_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..24];

    public static bool IsOpenId(string? openId) => openId is { Length: 28 } && openId.StartsWith("sim_", StringComparison.Ordinal);

    /// <summary>A code that works once within five minutes.</summary>
    public string IssueLoginCode(string name) => Issue("L", name);

    public string IssuePhoneCode(string number) => Issue("P", number);

    /// <returns>The errcode, or 0 with who it is.</returns>
    public (int Errcode, string OpenId, string SessionKey) Login(string code)
    {
        var (errcode, name) = Redeem("L", AlwaysLogin, code);
        if (errcode != 0) return (errcode, "", "");
        var openId = OpenIdOf(name);
        var person = Of(openId);
        if (person.Blocked) return (40226, "", "");
        lock (person)
        {
            person.Name = name;
            person.ActiveAt = clock.GetUtcNow();
            person.Inactive = false;
            // A new sign-in may change the key; here it always does, so that nobody relies on the old one.
            person.SessionKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            return (0, openId, person.SessionKey);
        }
    }

    /// <returns>The errcode, or 0 with the number.</returns>
    public (int Errcode, string Number) Phone(string code)
    {
        var (errcode, number) = Redeem("P", AlwaysPhone, code);
        // This interface does not tell a used code from a wrong one.
        return (errcode == 0 ? 0 : 40029, number);
    }

    public string? SessionKeyOf(string openId) => _people.TryGetValue(openId, out var person) && person.SessionKey.Length > 0 ? person.SessionKey : null;

    public string NameOf(string openId) => _people.TryGetValue(openId, out var person) && person.Name.Length > 0 ? person.Name : openId;

    public int RiskRankOf(string openId) => _people.TryGetValue(openId, out var person) ? person.RiskRank : 0;

    /// <summary>Whether the person used the mini-program within two hours.</summary>
    public bool IsActive(string openId)
    {
        var person = Of(openId);
        if (person.Inactive) return false;
        return options.EverybodyIsActive || person.ActiveAt + ActiveFor > clock.GetUtcNow();
    }

    public void Change(string openId, string? name, bool? active, bool? blocked, int? riskRank)
    {
        var person = Of(openId);
        if (name is not null) person.Name = name;
        if (blocked is { } b) person.Blocked = b;
        if (riskRank is { } rank) person.RiskRank = rank;
        if (active is not { } a) return;
        person.Inactive = !a;
        if (a) person.ActiveAt = clock.GetUtcNow();
    }

    private Person Of(string openId) => _people.GetOrAdd(openId, _ => new Person());

    private string Issue(string kind, string holder)
    {
        var code = kind + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _codes[code] = new Code(holder, clock.GetUtcNow() + CodeLife);
        return code;
    }

    private (int Errcode, string For) Redeem(string kind, string always, string code)
    {
        if (code.StartsWith(always, StringComparison.Ordinal) && code.Length > always.Length) return (0, code[always.Length..]);
        if (!code.StartsWith(kind, StringComparison.Ordinal) || !_codes.TryGetValue(code, out var known)) return (40029, "");
        if (Interlocked.Exchange(ref known.Used, 1) == 1) return (40163, "");
        return known.Ends > clock.GetUtcNow() ? (0, known.For) : (40029, "");
    }
}
