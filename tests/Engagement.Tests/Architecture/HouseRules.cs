namespace Engagement.Tests.Architecture;

/// <summary>Which room of the house may use which.</summary>
public static class HouseRules
{
    /// <summary>A capability may use those to its right, never the reverse. A new capability is put in its place here.</summary>
    public static readonly string[] Line =
    [
        "Privacy", "Lists", "Inspections", "Contests", "Pledges", "Cases", "Points", "Households", "Posts", "Staff", "People", "Messaging", "Safety", "Codes", "Photos", "Regions", "Data", "Shared",
    ];

    /// <summary>Stands beside the line: it implements the boundaries of Messaging, Safety, People and Codes, and no capability names it.</summary>
    public const string WeChat = "WeChat";

    public static readonly string[] WeChatMayUse = ["Messaging", "Safety", "People", "Codes", "Data", "Shared"];

    /// <summary>The context holds the whole model, accounts included, so it may look upwards; nothing else may.</summary>
    private static readonly string[] Exempt = ["EngagementDbContext", "PostgresEngagementDbContext", "SqliteEngagementDbContext"];

    private const string Core = "Engagement.Core.";

    /// <summary>What is wrong with a use, in a sentence that says what to do; null when it is fine.</summary>
    public static string? Complaint(Use use) => use switch
    {
        _ when use.ByNamespace.Contains(".Migrations", StringComparison.Ordinal) || Exempt.Contains(use.By) => null,
        _ when use.ByNamespace.StartsWith(Core, StringComparison.Ordinal) => InCore(use),
        { Namespace: var x } when x.StartsWith("Quartz", StringComparison.Ordinal) && !use.ByNamespace.StartsWith("Engagement.Jobs", StringComparison.Ordinal) =>
            $"{use.By} uses {use.Namespace}.{use.Type}, but only jobs knows Quartz: put the schedule into jobs and call a method of core from there.",
        { Type: "SignInManager`1" } when !use.ByNamespace.StartsWith("Engagement.Api", StringComparison.Ordinal) => SignIn(use),
        _ => null,
    };

    private static string? InCore(Use use)
    {
        if (use.Type == "SignInManager`1") return SignIn(use);
        if (use.Namespace.StartsWith("Quartz", StringComparison.Ordinal))
            return $"{use.By} uses {use.Namespace}.{use.Type}, but only jobs knows Quartz: offer a method here and call it from a job.";
        if (new[] { "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Mvc", "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.Builder" }
            .Any(x => use.Namespace == x || use.Namespace.StartsWith(x + ".", StringComparison.Ordinal)))
            return $"{use.By} uses {use.Namespace}.{use.Type}, but core knows no HTTP: take plain values as parameters and let the endpoint in api read the request.";
        if (!use.Namespace.StartsWith(Core, StringComparison.Ordinal)) return null;
        var (from, to) = (RoomOf(use.ByNamespace), RoomOf(use.Namespace));
        if (from == to) return null;
        if (from == WeChat)
            return WeChatMayUse.Contains(to) ? null : $"{use.By} uses {to}.{use.Type}, but WeChat only serves the boundaries of Messaging, Safety, People and Codes: move what it needs there.";
        if (to == WeChat)
            return $"{use.By} uses WeChat.{use.Type}, but no capability names WeChat: put an interface into {from} and let WeChat implement it.";
        var (left, right) = (Array.IndexOf(Line, from), Array.IndexOf(Line, to));
        if (left < 0 || right < 0)
            return $"{(left < 0 ? from : to)} is a new room: put it into HouseRules.Line (and docs) where it belongs, left of all it uses.";
        return left < right ? null
            : $"{use.By} in {from} uses {to}.{use.Type}, but the arrow goes {to} → {from}: move the method to {to}, or store an id and let api join the two.";
    }

    private static string SignIn(Use use) =>
        $"{use.By} uses SignInManager, which belongs to HTTP: core uses UserManager, only api may use SignInManager.";

    private static string RoomOf(string ns) => ns[Core.Length..].Split('.')[0];
}
