using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Engagement.Tests.Infrastructure;

/// <summary>The two stores the system runs on.</summary>
public enum Store
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Runs a theory once on each store: <c>[Theory, Stores] public async Task X(Store store)</c>. Values given to the attribute follow the
/// store as further arguments, and the attribute may be repeated. Where PostgreSQL is missing its rows are skipped by name; never on the build server.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StoresAttribute(params object?[] furtherArguments) : DataAttribute
{
    public object?[] FurtherArguments => furtherArguments;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var missing = MissingPrograms.AreFailures ? null : PostgresServer.Missing;
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
        [
            new TheoryDataRow([Store.Sqlite, .. furtherArguments]),
            new TheoryDataRow([Store.Postgres, .. furtherArguments]) { Skip = missing },
        ]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
