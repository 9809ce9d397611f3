namespace Engagement.Benchmarks.Cases;

public static class CaseListScenario
{
    public static Task RunAsync(Run run) => Task.CompletedTask;
}
