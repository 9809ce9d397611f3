using Engagement.Api.Cases;
using Engagement.Api.Cases.Desk;
using Engagement.Api.Cases.Routing;
using Engagement.Api.Codes;
using Engagement.Api.Console;
using Engagement.Api.Home;
using Engagement.Api.Households;
using Engagement.Api.Jobs;
using Engagement.Api.Messaging;
using Engagement.Api.People;
using Engagement.Api.Photos;
using Engagement.Api.Pledges;
using Engagement.Api.Posts;
using Engagement.Api.Privacy;
using Engagement.Api.Regions;
using Engagement.Api.Safety;
using Engagement.Api.Staff;
using Engagement.Api.WeChat;
using Engagement.Api.WeChat.Simulator;
using Engagement.Core.Cases;
using Engagement.Core.Cases.Statistics;
using Engagement.Core.Codes;
using Engagement.Core.Data;
using Engagement.Core.Data.SharedState;
using Engagement.Core.Households;
using Engagement.Core.Messaging;
using Engagement.Core.People;
using Engagement.Core.Photos;
using Engagement.Core.Pledges;
using Engagement.Core.Posts;
using Engagement.Core.Privacy;
using Engagement.Core.Regions;
using Engagement.Core.Safety;
using Engagement.Core.Staff;
using Engagement.Core.WeChat;
using Engagement.Jobs;
using Microsoft.AspNetCore.DataProtection;

namespace Engagement.Api.Hosting;

/// <summary>The whole house on one page: what is registered, what is mapped, in which order.</summary>
public static class Composition
{
    public static void AddEngagement(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddMemoryCache();
        services.AddData(settings.ConnectionString).AddSharedState(settings.Redis);
        services.AddRegions().AddPhotos(new PhotoOptions { Folder = Path.Combine(settings.DataFolder, "photos") })
            .AddPeople(settings.Keys).AddStaff().AddPosts().AddMessaging(Settings.ReadQuietTime(builder.Configuration))
            .AddSafety(settings.PublicBaseUrl, version => settings.Keys.Derive(PhotoLinks.Purpose, version), settings.Keys.Current)
            .AddHouseholds()
            .AddCases(builder.Configuration.GetSection("Statistics").Get<StatisticsOptions>()).AddPledges().AddCodes().AddPrivacy().AddWeChat(builder.Configuration).AddCodePictures(builder.Configuration, builder.Environment);
        if (builder.Configuration.GetValue<bool>("WeChat:Simulator")) services.AddWeChatSimulator();

        var jobs = JobSettings.Read(builder.Configuration);
        services.AddTimetable(jobs);
        if (settings.RunsJobs) services.AddJobs(jobs, settings.ConnectionString, DataExtensions.StoreOf(settings.ConnectionString));

        services.AddScoped<CurrentActor>().AddScoped<MeQuery>().AddScoped<PhotoRights>().AddScoped<RecipientNames>().AddSingleton<SignInLimiter>().AddScoped<BulkCases>().AddSingleton<BulkApproval>().AddScoped<HouseholdStory>();
        services.AddAuthentication(SessionAuthentication.SchemeName)
            .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        // Tokens are our own (core/People/SessionTokens.cs) and nothing else is data-protected: no key ring to keep or share.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAccess().AddProblems().AddValidation();
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        services.AddDescription();
        builder.UseConsole();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024; // uploads state their own
        });
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = builder.Environment.IsDevelopment());
    }

    public static void MapEngagement(this WebApplication app, Settings settings)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(CleanQuery.Refuse);
        app.MapHealth();
        // What nothing answers is a 404 for everybody, not a 401 that makes a visitor sign in first.
        app.MapFallback("{**rest}", () => TypedResults.NotFound()).AllowAnonymous();
        if (!settings.ServesApi) return;
        app.UseDocs();
        app.UseRouting();
        app.UseAuthentication();
        app.Use(Duties.Demand);
        app.UseAuthorization();
        app.Use(Idempotency.HashBody);

        app.MapHome();
        app.MapAuth();
        app.MapMe();
        app.MapAccount();
        app.MapStaff();
        app.MapPrivacy();
        app.MapAudit();
        app.MapWeChatBinding();
        app.MapCodes();
        app.MapRegions();
        app.MapPhotos();
        app.MapComplaints();
        app.MapCases();
        app.MapDesk();
        app.MapHouseholds();
        app.MapStatistics();
        app.MapCaseClocks();
        app.MapDeadlines();
        app.MapDutyCases();
        app.MapRouting();
        app.MapJobs();
        app.MapInbox();
        app.MapMessages();
        app.MapReviews();
        app.MapPledges();
        app.MapPledgeChecks();
        app.MapPosts();
        app.MapResponsibilities();
        app.MapWeChatPush();
        app.MapDescription();
        app.MapConsole();
        if (app.Configuration.GetValue<bool>("WeChat:Simulator")) app.MapWeChatSimulator();
    }

    /// <summary>Builds all that was mapped, and keeps it. The sources behind the maps compile each handler's binding anew whenever they are asked: they would be for the
    /// first request, for the API's description and for whatever asked ahead of time, a second of processor time each.</summary>
    public static void BuildEndpointsOnce(this WebApplication app)
    {
        var sources = ((IEndpointRouteBuilder)app).DataSources;
        var built = new DefaultEndpointDataSource(sources.SelectMany(x => x.Endpoints).ToList());
        sources.Clear();
        sources.Add(built);
    }

    /// <summary>In Development a simulator stands in for WeChat unless the configuration says otherwise; it is this server itself. Before the settings
    /// are read: it also says where pictures are fetched from.</summary>
    public static void UseSimulatorByDefault(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() || builder.Configuration["WeChat:Simulator"] is not null || builder.Configuration["WeChat:AppSecret"] is not null) return;
        builder.Configuration["WeChat:Simulator"] = "true";
        var address = (builder.Configuration["urls"] ?? "http://localhost:5080").Split(';')[0];
        builder.Configuration["WeChat:ApiBase"] ??= $"http://127.0.0.1:{BindingAddress.Parse(address).Port}{SimulatorEndpoints.Mount}";
        builder.Configuration[$"{SimulatorOptions.Section}:{nameof(SimulatorOptions.PushUrl)}"] ??= $"http://127.0.0.1:{BindingAddress.Parse(address).Port}/api/wechat/push";
        builder.Configuration["PublicBaseUrl"] ??= $"http://127.0.0.1:{BindingAddress.Parse(address).Port}";
    }
}
