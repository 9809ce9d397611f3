using System.Buffers.Binary;
using Bogus;

namespace Engagement.Api.Demo;

/// <summary>Chance with a fixed seed: the same moment gives the same village.</summary>
public sealed class DemoChance(int seed)
{
    public Randomizer Random { get; } = new(seed);

    public T Pick<T>(IReadOnlyList<T> from) => from[Random.Int(0, from.Count - 1)];

    /// <summary>True in <paramref name="percent"/> of a hundred cases.</summary>
    public bool Percent(int percent) => Random.Int(0, 99) < percent;

    public double Between(double from, double to) => Random.Double(from, to);

    /// <summary>One of several, by weight.</summary>
    public T Weighted<T>(IReadOnlyList<(T Item, int Weight)> from)
    {
        var at = Random.Int(0, from.Sum(x => x.Weight) - 1);
        foreach (var (item, weight) in from)
            if ((at -= weight) < 0) return item;
        return from[^1].Item;
    }

    /// <summary>A UUIDv7 (RFC 9562) of that moment whose random part comes from the seed.</summary>
    public Guid Id(DateTime at)
    {
        var bytes = Random.Bytes(16);
        var rest = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(6));
        BinaryPrimitives.WriteInt64BigEndian(bytes, new DateTimeOffset(at).ToUnixTimeMilliseconds() << 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), (ushort)(0x7000 | (rest & 0x0FFF)));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
