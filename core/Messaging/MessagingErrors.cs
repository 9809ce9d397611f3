using Engagement.Core.Shared;

namespace Engagement.Core.Messaging;

/// <summary>Every way messages say no.</summary>
public static class MessagingErrors
{
    public static NotAllowed NotYours() => new("消息模板和未送达的消息由管理员和县级部门管理。");
    public static RuleViolation NotStuck() => new("message.not_stuck", "这条消息已送达或正在发送，不需要重发。");
    public static RuleViolation MomentFull(string moment) =>
        new("message.moment_full", $"同一时机（{moment}）最多征求 {Templates.MessageTemplates.MostPerMoment} 种消息的同意，请先从其他模板中去掉一个。");
    public static InvalidInput UnknownMoment(string moment) => new("moments", $"没有“{moment}”这个时机。");
    public static InvalidInput UnknownField(string where, string field, IReadOnlyList<string> allowed) => new(where, $"没有“{field}”这个内容，可以用：{string.Join("、", allowed)}。");
    public static InvalidInput BadBraces(string where) => new(where, "花括号不成对，内容请写成 {number} 或 {text|没有时的说法}。");
    public static InvalidInput UnknownType(string key) => new("values", $"“{key}”不是微信的参数名，应为类型加编号，如 thing1。");
    public static InvalidInput BadValue(string key, int max) => new("values", $"“{key}”必须填写，且不超过 {max} 个字。");
    public static InvalidInput ValueCount(int max) => new("values", $"必须有 1 到 {max} 个参数。");
    public static InvalidInput BadPage() => new("page", "页面应为小程序内的路径，如 pages/complaint/detail?id={subjectId}。");
    public static InvalidInput BadTemplateId() => new("templateIds", "请按小程序的 AppID 填写微信给出的模板编号。");
}
