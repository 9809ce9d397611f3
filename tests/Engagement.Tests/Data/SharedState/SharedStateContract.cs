using Engagement.Core.Data.SharedState;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Data.SharedState;

/// <summary>What every shared state promises. Each implementation's test class inherits all of it.</summary>
public abstract class SharedStateContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    protected abstract ISharedState State { get; }

    private static string NewKey() => $"test:{Guid.NewGuid():N}";

    [Fact]
    public async Task A_value_is_read_back_overwritten_and_absent_elsewhere()
    {
        var key = NewKey();
        (await State.GetAsync(key)).ShouldBeNull();
        await State.SetAsync(key, "一", Long);
        await State.SetAsync(key, "二", Long);
        (await State.GetAsync(key)).ShouldBe("二");
        (await State.GetAsync(NewKey())).ShouldBeNull();
    }

    [Fact]
    public async Task A_value_ends_with_its_lifetime()
    {
        var key = NewKey();
        await State.SetAsync(key, "x", Short);
        (await State.GetAsync(key)).ShouldBe("x");
        await Task.Delay(Short * 2);
        (await State.GetAsync(key)).ShouldBeNull();
        (await State.CompareAndSetAsync(key, null, "y", Long)).ShouldBeTrue();
    }

    [Fact]
    public async Task Compare_and_set_writes_only_over_what_was_expected()
    {
        var key = NewKey();
        (await State.CompareAndSetAsync(key, "a", "b", Long)).ShouldBeFalse();
        (await State.CompareAndSetAsync(key, null, "a", Long)).ShouldBeTrue();
        (await State.CompareAndSetAsync(key, null, "b", Long)).ShouldBeFalse();
        (await State.CompareAndSetAsync(key, "a", "b", Long)).ShouldBeTrue();
        (await State.GetAsync(key)).ShouldBe("b");
    }

    [Fact]
    public async Task Compare_and_delete_removes_only_what_was_expected()
    {
        var key = NewKey();
        (await State.CompareAndDeleteAsync(key, "a")).ShouldBeFalse();
        await State.SetAsync(key, "a", Long);
        (await State.CompareAndDeleteAsync(key, "b")).ShouldBeFalse();
        (await State.CompareAndDeleteAsync(key, "a")).ShouldBeTrue();
        (await State.GetAsync(key)).ShouldBeNull();
    }

    [Fact]
    public async Task Increments_count_within_a_window_that_the_first_one_opens()
    {
        var key = NewKey();
        (await State.IncrementAsync(key, Short * 2)).ShouldBe(1);
        (await State.IncrementAsync(key, Short * 2, by: 4)).ShouldBe(5);
        (await State.GetAsync(key)).ShouldBe("5");
        await Task.Delay(Short * 3);
        (await State.IncrementAsync(key, Long)).ShouldBe(1);
    }

    [Fact]
    public async Task Concurrent_increments_lose_nothing()
    {
        var key = NewKey();
        var sums = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => State.IncrementAsync(key, Long))));
        sums.Order().ShouldBe(Enumerable.Range(1, 200).Select(n => (long)n));
    }

    [Fact]
    public async Task Of_many_callers_one_gets_the_lock_and_only_its_token_frees_it()
    {
        var key = NewKey();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => State.TryAcquireLockAsync(key, Long))));
        var token = tokens.Where(t => t is not null).ShouldHaveSingleItem()!;
        (await State.ReleaseLockAsync(key, "somebody else's")).ShouldBeFalse();
        (await State.TryAcquireLockAsync(key, Long)).ShouldBeNull();
        (await State.ReleaseLockAsync(key, token)).ShouldBeTrue();
        (await State.TryAcquireLockAsync(key, Long)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_lock_frees_itself_and_the_late_holder_does_not_free_the_next_ones()
    {
        var key = NewKey();
        var first = (await State.TryAcquireLockAsync(key, Short)).ShouldNotBeNull();
        await Task.Delay(Short * 2);
        (await State.TryAcquireLockAsync(key, Long)).ShouldNotBeNull();
        (await State.ReleaseLockAsync(key, first)).ShouldBeFalse();
        (await State.TryAcquireLockAsync(key, Long)).ShouldBeNull();
    }
}
