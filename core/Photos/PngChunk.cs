using System.Buffers;
using System.Buffers.Binary;

namespace Engagement.Core.Photos;

/// <summary>The chunk of the PNG format (ISO/IEC 15948, 5.3): length, name, data, CRC-32 over name and data.</summary>
public static class PngChunk
{
    /// <summary>Bytes a chunk adds to its data.</summary>
    public const int Overhead = 12;

    private static readonly uint[] Table = MakeTable();

    /// <summary>The eight bytes every PNG begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes one chunk; <paramref name="name"/> is four ASCII letters.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(name);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        output.Write(number);
    }

    /// <summary>The CRC-32 (ISO 3309, as in zlib) of <paramref name="data"/>.</summary>
    public static uint Crc(ReadOnlySpan<byte> data) => ~Crc(uint.MaxValue, data);

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
            crc = Table[(byte)crc ^ value] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 1 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }
        return table;
    }
}
