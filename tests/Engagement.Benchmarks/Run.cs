using System.Globalization;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Data;

namespace Engagement.Benchmarks;

/// <summary>One run of the program: how big, on which stores, and what was found.</summary>
/// <param name="smoke">A hundred times smaller: shows that the scenarios work, not how fast anything is.</param>
/// <param name="stores">The stores to measure on.</param>
/// <param name="servers">Starts what a store needs.</param>
public sealed class Run(bool smoke, IReadOnlyList<StoreKind> stores, BenchServers servers)
{
    private readonly List<string[]> rows = [];

    public bool Smoke { get; } = smoke;
    public IReadOnlyList<StoreKind> Stores { get; } = stores;
    public BenchServers Servers { get; } = servers;

    /// <summary>True after an exception or a wrong result. A figure that misses its goal is not a failure.</summary>
    public bool Failed { get; private set; }

    /// <summary>The full amount, or a hundredth of it in a smoke run.</summary>
    public int Scaled(int full) => Smoke ? full / 100 : full;

    /// <summary>A figure that stands beside the others without a goal of its own.</summary>
    public void Note(string scenario, StoreKind? store, string what, string figure) => Add(scenario, store, what, figure, "", "");

    /// <summary>A figure that should not be below <paramref name="goal"/>.</summary>
    public void AtLeast(string scenario, StoreKind? store, string what, double figure, double goal, string unit = "") =>
        Add(scenario, store, what, Text(figure, unit), $"≥ {Text(goal, unit)}", figure >= goal ? "yes" : "no");

    /// <summary>A figure that should not be above <paramref name="goal"/>.</summary>
    public void AtMost(string scenario, StoreKind? store, string what, double figure, double goal, string unit = "") =>
        Add(scenario, store, what, Text(figure, unit), $"≤ {Text(goal, unit)}", figure <= goal ? "yes" : "no");

    /// <summary>What must hold whatever the speed.</summary>
    /// <exception cref="WrongResultException">It does not hold.</exception>
    public static void Demand(bool holds, string sentence)
    {
        if (!holds) throw new WrongResultException(sentence);
    }

    public void Fail(string scenario, Exception reason)
    {
        Failed = true;
        Console.Error.WriteLine($"{scenario} FAILED: {reason}");
        Add(scenario, null, "failed", reason.Message.ReplaceLineEndings(" "), "", "no");
    }

    /// <summary>Writes the table in the form docs/benchmarks.md has it.</summary>
    public void Print()
    {
        Console.WriteLine($"{(Smoke ? "Smoke run: the figures mean nothing. " : "")}{Environment.ProcessorCount} cores, .NET {Environment.Version}.");
        Console.WriteLine("| scenario | store | what | figure | goal | met |\n|---|---|---|---:|---:|---|");
        foreach (var row in rows) Console.WriteLine($"| {string.Join(" | ", row)} |");
    }

    private void Add(string scenario, StoreKind? store, string what, string figure, string goal, string met)
    {
        rows.Add([scenario, store switch { StoreKind.Sqlite => "SQLite", StoreKind.Postgres => "PostgreSQL", _ => "" }, what, figure, goal, Smoke && goal != "" ? "" : met]);
        Console.Error.WriteLine($"  {string.Join("  ", rows[^1])}");
    }

    private static string Text(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{(value < 100 ? $"{value:0.00}" : $"{value:#,0}")}{(unit == "" ? "" : " " + unit)}");
}

/// <summary>The program under measurement answered wrongly: its speed is of no interest.</summary>
public sealed class WrongResultException(string sentence) : Exception(sentence);
