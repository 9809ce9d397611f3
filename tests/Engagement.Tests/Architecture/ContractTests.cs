using System.Reflection;
using Engagement.Core.Data;
using Engagement.Tests.Api;
using Engagement.Tests.Infrastructure;
using Engagement.Tests.Village;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Tests.Architecture;

/// <summary>No endpoint binds or returns an entity: the store may change without the contract changing, and nothing is shown that nobody decided to show.</summary>
public sealed class ContractTests(Villages villages)
{
    [Fact]
    public async Task No_endpoint_binds_or_returns_an_entity()
    {
        var app = await villages.OnAsync(Store.Sqlite);
        var entities = await app.InStoreAsync(db => Task.FromResult(db.Model.GetEntityTypes().Select(x => x.ClrType).ToHashSet()));
        var services = app.Services.GetRequiredService<IServiceProviderIsService>();
        entities.Count.ShouldBeGreaterThan(10);

        var faults = EveryDoor.Of(app).SelectMany(door => Shapes(door, services)
            .SelectMany(Graph).Where(entities.Contains).Distinct().Select(x => $"{door} shows or takes the entity {x.Name}: use a record of its own (api/Cases/ComplaintContracts.cs).")).ToList();

        faults.ShouldBeEmpty();
    }

    /// <summary>The framework takes <c>?datum=99</c> for a choice and wants the C# spelling of the others.</summary>
    [Fact]
    public async Task No_endpoint_binds_a_bare_enum_from_the_address()
    {
        var faults =
            from door in EveryDoor.Of(await villages.OnAsync(Store.Sqlite))
            let handler = door.Endpoint.Metadata.GetMetadata<MethodInfo>()
            where handler is not null
            from parameter in handler.GetParameters()
            from type in parameter.IsDefined(typeof(AsParametersAttribute)) ? parameter.ParameterType.GetProperties().Select(x => x.PropertyType) : [parameter.ParameterType]
            where (Nullable.GetUnderlyingType(type.GetElementType() ?? type) ?? type.GetElementType() ?? type).IsEnum
            select $"{door} binds {type.Name} of {parameter.Name}: take Choice<…> (api/Hosting/Choice.cs) instead.";

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void The_walk_finds_what_is_hidden_deep() =>
        Graph(typeof(Task<Outer<IReadOnlyDictionary<string, Nest?>>>)).ShouldContain(typeof(Core.Cases.Case));

    private static IEnumerable<Type> Shapes(Door door, IServiceProviderIsService services)
    {
        var metadata = door.Endpoint.Metadata;
        foreach (var accepted in metadata.OfType<IAcceptsMetadata>()) if (accepted.RequestType is { } type) yield return type;
        foreach (var produced in metadata.OfType<IProducesResponseTypeMetadata>()) if (produced.Type is { } type) yield return type;
        if (metadata.GetMetadata<MethodInfo>() is not { } handler) yield break;
        yield return handler.ReturnType;
        foreach (var parameter in handler.GetParameters().Where(x => !services.IsService(x.ParameterType))) yield return parameter.ParameterType;
    }

    private static IEnumerable<Type> Graph(Type root)
    {
        HashSet<Type> seen = [];
        Stack<Type> next = new([root]);
        while (next.TryPop(out var type))
        {
            if (!seen.Add(type)) continue;
            foreach (var argument in type.GenericTypeArguments) next.Push(argument);
            if (type.GetElementType() is { } element) next.Push(element);
            if (type.BaseType is { } parent) next.Push(parent);
            if (type.Namespace?.StartsWith("Engagement", StringComparison.Ordinal) != true) continue;
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)) next.Push(property.PropertyType);
        }

        return seen;
    }

    private sealed record Outer<T>(T Value);

    private sealed record Nest(IReadOnlyList<Core.Cases.Case?> Cases);
}
