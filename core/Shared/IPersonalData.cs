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

    /// <summary>Somebody of the register turned out to be somebody who signs in: what is held about the first is from now on about the second. Runs inside
    /// the approval's transaction, past tracked entities; doing it again changes nothing.</summary>
    /// <param name="fromId">The person of the register, whose row stays as a pointer.</param>
    /// <param name="intoId">Who stays.</param>
    /// <param name="cancel">Cancels the statements.</param>
    Task MergeAsync(Guid fromId, Guid intoId, CancellationToken cancel);
}
