namespace Engagement.Tests.Architecture.Planted;

// One type per way of using a type; DependencyTests demands that the scan sees them all.
public class Base;

public interface IContract;

public sealed class FieldType;

public sealed class ReturnType;

public sealed class ParameterType;

public sealed class LocalType
{
    public int Value { get; init; }
}

public static class StaticCall
{
    public static void Now() => GC.KeepAlive(null);
}

public sealed class Made;

public sealed class InTypeof;

public static class InLambda
{
    public static int Count(int x) => x;
}

public static class InAsync
{
    public static Task WaitAsync() => Task.CompletedTask;
}

public sealed class Argument;

public sealed class CaughtException : Exception;

[AttributeUsage(AttributeTargets.Method)]
public sealed class MarkAttribute : Attribute;

public sealed class Everything : Base, IContract
{
    private readonly FieldType? field;

    public Everything(FieldType? field) => this.field = field;

    [Mark]
    public ReturnType? Do(ParameterType? parameter)
    {
        var local = new List<LocalType>().FirstOrDefault(x => InLambda.Count(x.Value) > 0);
        try
        {
            StaticCall.Now();
        }
        catch (CaughtException)
        {
            return null;
        }

        GC.KeepAlive(new object[] { new Made(), typeof(InTypeof), local!, field!, parameter! });
        return null;
    }

    public async Task<IReadOnlyList<Argument>> WaitAsync()
    {
        await InAsync.WaitAsync();
        return [];
    }
}
