using Engagement.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Jobs;

/// <summary>Section Jobs: switches, pauses, and a sentence for everything that is wrong.</summary>
public sealed class JobSettingsTests
{
    [Fact]
    public void Without_settings_everything_runs_as_the_timetable_says()
    {
        var settings = Read();
        settings.Enabled.ShouldBeTrue();
        settings.Jobs.Select(x => (x.Row, x.Enabled, x.Every)).ShouldBe(Timetable.Rows.Select(x => (x, true, x.Every)));
        settings.Find("SendMessages").ShouldNotBeNull().Every.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_job_can_be_switched_off_or_given_another_pause()
    {
        var settings = Read(("Jobs:Prune:Enabled", "false"), ("jobs:sendmessages:every", "00:00:07"));
        settings.Find("Prune").ShouldBeNull();
        settings.Find("SendMessages").ShouldNotBeNull().Every.ShouldBe(TimeSpan.FromSeconds(7));
        settings.Find("SweepPhotos").ShouldNotBeNull();
    }

    [Fact]
    public void One_switch_stops_them_all() => Read(("Jobs:Enabled", "false")).Find("SendMessages").ShouldBeNull();

    [Theory]
    [InlineData("Jobs:Enabled", "nein")]
    [InlineData("Jobs:Prune:Enabled", "1")]
    [InlineData("Jobs:Prune:Every", "5")]
    [InlineData("Jobs:Prune:Every", "00:00:00")]
    [InlineData("Jobs:Prune:Every", "-00:00:05")]
    [InlineData("Jobs:Prune:Every", "2.00:00:00")]
    [InlineData("Jobs:Prune:Every", "soon")]
    [InlineData("Jobs:Prune:Evry", "00:01:00")]
    [InlineData("Jobs:SendMesages:Enabled", "false", "Jobs:SendMesages")]
    [InlineData("Jobs:Prune", "false")]
    public void A_wrong_setting_is_named(string key, string value, string? named = null) =>
        Should.Throw<OptionsValidationException>(() => Read((key, value))).Message.ShouldContain(named ?? key);

    private static JobSettings Read(params (string Key, string Value)[] values) =>
        JobSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(x => x.Key, x => (string?)x.Value)).Build());
}
