using Engagement.Core.Shared;

namespace Engagement.Core.People;

/// <summary>Ends a person's account in every room of the house; answered by Privacy, which People does not know.</summary>
public interface IAccountClosure
{
    /// <summary>As if the person had deleted the account here. All or nothing; doing it again changes nothing.</summary>
    /// <param name="actor">Who says so, with the person it is about.</param>
    /// <param name="cancel">Cancels the work.</param>
    Task CloseAsync(Actor actor, CancellationToken cancel);
}
