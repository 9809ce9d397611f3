using System.Linq.Expressions;
using Engagement.Core.Shared;

namespace Engagement.Core.Regions;

/// <summary>Turns "everything under this code" into an index range that both stores use.</summary>
public static class RegionScope
{
    public static IQueryable<T> Under<T>(this IQueryable<T> query, Expression<Func<T, string>> code, string prefix) =>
        query.Where(Within(code, prefix));

    /// <summary><c>code ≥ prefix and code &lt; prefix + ":"</c>.</summary>
    public static Expression<Func<T, bool>> Within<T>(Expression<Func<T, string>> code, string prefix)
    {
        var end = Region.EndOf(prefix);
        Expression<Func<string, bool>> range = x => string.Compare(x, prefix) >= 0 && string.Compare(x, end) < 0;
        var body = new Replace(range.Parameters[0], code.Body).Visit(range.Body)!;
        return Expression.Lambda<Func<T, bool>>(body, code.Parameters);
    }

    /// <summary>Either condition; used to join the regions of several grants.</summary>
    public static Expression<Func<T, bool>> Or<T>(this Expression<Func<T, bool>> left, Expression<Func<T, bool>> right) =>
        Join(left, right, Expression.OrElse);

    /// <summary>Both conditions.</summary>
    public static Expression<Func<T, bool>> And<T>(this Expression<Func<T, bool>> left, Expression<Func<T, bool>> right) =>
        Join(left, right, Expression.AndAlso);

    public static Expression<Func<T, bool>> Not<T>(this Expression<Func<T, bool>> condition) =>
        Expression.Lambda<Func<T, bool>>(Expression.Not(condition.Body), condition.Parameters);

    /// <summary>The regions for which the actor holds one of the roles.</summary>
    public static IReadOnlyList<string> RegionsOf(this Actor actor, params Role[] roles) =>
        [.. actor.Grants.Where(x => roles.Contains(x.Role)).Select(x => x.RegionCode).Distinct()];

    private static Expression<Func<T, bool>> Join<T>(
        Expression<Func<T, bool>> left, Expression<Func<T, bool>> right, Func<Expression, Expression, Expression> join) =>
        Expression.Lambda<Func<T, bool>>(
            join(left.Body, new Replace(right.Parameters[0], left.Parameters[0]).Visit(right.Body)!), left.Parameters);

    private sealed class Replace(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
