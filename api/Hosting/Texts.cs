using System.ComponentModel.DataAnnotations;

namespace Engagement.Api.Hosting;

/// <summary>Text that must be given: not blank, at most so many characters.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class NeededAttribute(int max = 2000) : ValidationAttribute
{
    public override bool IsValid(object? value) => value is string text && !string.IsNullOrWhiteSpace(text) && text.Length <= max;

    public override string FormatErrorMessage(string name) => $"必须填写，且不超过 {max} 个字。";
}

/// <summary>Text that may be left out: at most so many characters.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AtMostAttribute(int max) : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null || (value is string text && text.Length <= max);

    public override string FormatErrorMessage(string name) => $"不能超过 {max} 个字。";
}

/// <summary>A whole or broken number between two bounds, both included.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class BetweenAttribute(double min, double max) : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is null || (value is IConvertible number && Convert.ToDouble(number) is var x && x >= min && x <= max);

    public override string FormatErrorMessage(string name) => $"必须在 {min} 和 {max} 之间。";
}

/// <summary>A list with a bounded number of items, none of them null.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ItemsAttribute(int min, int max) : ValidationAttribute
{
    public int Min => min;

    public override bool IsValid(object? value) =>
        value is null ? min == 0 : value is System.Collections.ICollection { Count: var count } items && count >= min && count <= max && items.Cast<object?>().All(x => x is not null);

    public override string FormatErrorMessage(string name) => min == 0 ? $"最多 {max} 项，不能有空项。" : $"必须有 {min} 到 {max} 项，不能有空项。";
}

/// <summary>A value that must be given. Use on nullable properties: a number or choice left out must not become its default.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class GivenAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not null;

    public override string FormatErrorMessage(string name) => "必须填写。";
}
