using Engagement.Core.Regions;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Regions;

public sealed class PositionTests
{
    [Fact]
    public void ToGcj02_OfTiananmen_IsThePublishedPoint()
    {
        // A pair quoted by several public converters.
        var there = new Position(39.907375, 116.391349).ToGcj02();
        there.Latitude.ShouldBe(39.908778, 2e-5);
        there.Longitude.ShouldBe(116.397592, 2e-5);
    }

    [Fact]
    public void FromGcj02_UndoesToGcj02_InChina() => Prop.ForAll(
        Gen.Choose(20_000, 50_000).Select(x => x / 1000.0).SelectMany(lat => Gen.Choose(80_000, 130_000).Select(lng => new Position(lat, lng / 1000.0))).ToArbitrary(),
        at =>
        {
            var back = at.ToGcj02().FromGcj02();
            return Math.Abs(back.Latitude - at.Latitude) < 1e-7 && Math.Abs(back.Longitude - at.Longitude) < 1e-7;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ToGcj02_OutsideChina_ChangesNothing() => new Position(48.8584, 2.2945).ToGcj02().ShouldBe(new Position(48.8584, 2.2945));
}
