namespace Engagement.Core.Shared;

/// <summary>What one capability holds about a person. Every capability that stores a person's id implements it, so that whoever asks gets
/// everything and whoever leaves is detached from everything.</summary>
public interface IPersonalData
{
    /// <summary>camelCase name of the section in the person's export: <c>complaints</c>.</summary>
    string Section { get; }

    /// <summary>All of it, readable, as records that become JSON; null when there is nothing to say.</summary>
    Task<object?> ExportAsync(Guid personId, CancellationToken cancel);

    /// <summary>Erases what is the person's alone and detaches what must stay. Runs inside the deletion's transaction; doing it again changes nothing.</summary>
    /// <param name="standIn">An id nobody has and nothing keeps, to put where a row needs some id.</param>
    Task ForgetAsync(Guid personId, Guid standIn, CancellationToken cancel);
}
