using System.Diagnostics;
using Engagement.Benchmarks.Stores;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Ledger;
using Engagement.Core.Cases.Reading;
using Engagement.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Benchmarks.Cases;

/// <summary>A ledger of 100,000 cases as a workbook: how long it takes and how much more memory this process holds meanwhile.</summary>
public static class LedgerScenario
{
    private const string Name = "ledger";
    private const int Rows = 100_000;

    public static async Task RunAsync(Run run)
    {
        foreach (var kind in run.Stores)
        {
            await using var store = await BenchStore.CreateAsync(run, kind);
            var county = CaseFill.Township[..6];
            // One more was filed as the pattern of the rows.
            await new CaseFill(run.Scaled(Rows) - 1) { Counties = [county], Lives = true }.RunAsync(store);
            var (actor, _) = await store.StaffAsync(Role.CountyOffice, county);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var before = Environment.WorkingSet;
            var (most, heap) = (0L, 0L);
            using var watch = new Timer(_ => (most, heap) = (Math.Max(most, Environment.WorkingSet - before), Math.Max(heap, GC.GetTotalMemory(false))), null, 0, 50);
            var target = new CountingStream();
            var start = Stopwatch.GetTimestamp();
            await store.InsideAsync(async services =>
            {
                var ledger = services.GetRequiredService<LedgerExport>();
                await ledger.BeginAsync(actor, new CaseFilter { Region = county }, CancellationToken.None);
                await ledger.WriteAsync(actor, new CaseFilter { Region = county }, target, new Uri("https://engagement.example"), CancellationToken.None);
            });
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Run.Demand(target.Written > run.Scaled(Rows) * 40L, $"Only {target.Written} bytes.");
            run.AtMost(Name, kind, $"growth of resident memory, {run.Scaled(Rows):#,0} rows", most / 1048576.0, 200, "MB");
            run.AtMost(Name, kind, "largest managed heap", heap / 1048576.0, 200, "MB");
            run.Note(Name, kind, "time / size", $"{seconds:0.0} s / {target.Written / 1048576.0:0.0} MB");
        }
    }

    private sealed class CountingStream : Stream
    {
        public long Written { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Written += count;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
