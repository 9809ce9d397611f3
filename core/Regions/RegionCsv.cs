using System.Text;

namespace Engagement.Core.Regions;

/// <summary>A region as its file states it, checked.</summary>
/// <param name="Line">The line it stands on, from 1.</param>
/// <param name="Code">2, 4, 6, 9 or 12 digits.</param>
/// <param name="Name">1 to 64 characters, trimmed.</param>
/// <param name="Level">Agrees with the code's length.</param>
/// <param name="Parent">The code one level up; null for a province.</param>
public sealed record RegionRow(int Line, string Code, string Name, RegionLevel Level, string? Parent);

/// <summary>One reason why a line cannot be imported.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Text">The text that is wrong, on one line, at most 40 characters.</param>
/// <param name="Code">Stable, from <see cref="RegionErrors"/>.</param>
/// <param name="Reason">One Chinese sentence.</param>
public sealed record RegionRowError(int Line, string Text, string Code, string Reason);

/// <summary>Rows without fault, in the file's order, and everything that is wrong, by line. Import nothing unless <see cref="Errors"/> is empty.</summary>
public sealed record RegionCsvResult(IReadOnlyList<RegionRow> Rows, IReadOnlyList<RegionRowError> Errors);

/// <summary>
/// Reads a region file: UTF-8 with or without byte order mark, <c>code,name,level,parent</c>, quotes as in RFC 4180, LF or CRLF,
/// blank lines ignored, spaces around a field dropped. A quoted field must end on its own line, because no name has a line
/// break; so one lost quote spoils one line and not the rest of the file. Reports all faults at once.
/// </summary>
public static class RegionCsv
{
    private const int Columns = 4;
    private const int MaxTextLength = 40;
    private static readonly string[] Header = ["code", "name", "level", "parent"];
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Parses the whole of <paramref name="csv"/>. Only errors of the stream itself are thrown.</summary>
    /// <param name="csv">Read to its end, left open.</param>
    /// <param name="knownCodes">Codes that may be parents though the file does not contain them.</param>
    public static RegionCsvResult Parse(Stream csv, IReadOnlySet<string>? knownCodes = null)
    {
        ArgumentNullException.ThrowIfNull(csv);
        using var buffer = new MemoryStream();
        csv.CopyTo(buffer);
        return new Reading(knownCodes).Run(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>Splits one line; null when its quotes are broken.</summary>
    internal static List<string>? Split(string line)
    {
        var fields = new List<string>(Columns);
        var field = new StringBuilder();
        var i = 0;
        while (true)
        {
            var start = i;
            while (i < line.Length && line[i] == ' ')
                i++;
            if (i < line.Length && line[i] == '"')
            {
                field.Clear();
                for (i++; ; i++)
                {
                    if (i >= line.Length)
                        return null;
                    if (line[i] != '"')
                        field.Append(line[i]);
                    else if (i + 1 < line.Length && line[i + 1] == '"')
                        field.Append(line[i++]);
                    else
                        break;
                }
                for (i++; i < line.Length && line[i] == ' ';)
                    i++;
                if (i < line.Length && line[i] != ',')
                    return null;
                fields.Add(field.ToString().Trim());
            }
            else
            {
                var comma = line.IndexOf(',', start);
                i = comma < 0 ? line.Length : comma;
                var plain = line[start..i];
                if (plain.Contains('"'))
                    return null;
                fields.Add(plain.Trim());
            }
            if (i >= line.Length)
                return fields;
            i++;
        }
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static string Shorten(string text)
    {
        var visible = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        if (visible.Length <= MaxTextLength)
            return visible;
        // Never cut a surrogate pair in half: half a pair is not text and breaks whoever prints it.
        var end = MaxTextLength - 1;
        return string.Concat(visible.AsSpan(0, char.IsHighSurrogate(visible[end - 1]) ? end - 1 : end), "…");
    }

    /// <summary>One pass over the lines, then one over the rows, because a parent may follow its child.</summary>
    private sealed class Reading(IReadOnlySet<string>? knownCodes)
    {
        private readonly List<RegionRow> _rows = [];
        private readonly List<RegionRowError> _errors = [];
        // Also codes on faulty lines, so that one fault does not orphan everything below it.
        private readonly Dictionary<string, int> _firstLine = [];
        private bool _headerSeen;
        private bool _columnsKnown = true;

        public RegionCsvResult Run(ReadOnlySpan<byte> bytes)
        {
            if (bytes.StartsWith("\uFEFF"u8))
                bytes = bytes["\uFEFF"u8.Length..];
            var number = 0;
            while (bytes.Length > 0)
            {
                var end = bytes.IndexOf((byte)'\n');
                var line = end < 0 ? bytes : bytes[..end];
                bytes = end < 0 ? [] : bytes[(end + 1)..];
                ReadLine(++number, line.EndsWith("\r"u8) ? line[..^1] : line);
            }
            if (!_headerSeen)
                Add(1, "", RegionErrors.MissingHeader);
            else if (_rows.Count == 0 && _errors.Count == 0)
                Add(number, "", RegionErrors.NoRows);
            foreach (var row in _rows)
                if (row.Parent is { } parent && !_firstLine.ContainsKey(parent) && knownCodes?.Contains(parent) != true)
                    Add(row.Line, parent, RegionErrors.UnknownParent(parent));
            var faulty = _errors.Select(e => e.Line).ToHashSet();
            return new RegionCsvResult([.. _rows.Where(r => !faulty.Contains(r.Line))], [.. _errors.OrderBy(e => e.Line)]);
        }

        private void ReadLine(int number, ReadOnlySpan<byte> bytes)
        {
            string line;
            var readable = true;
            try
            {
                line = Strict.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                // Codes and commas are the same bytes in GBK, so the code can still be read from it.
                line = Encoding.UTF8.GetString(bytes);
                readable = false;
                Add(number, line, RegionErrors.WrongEncoding);
            }
            if (string.IsNullOrWhiteSpace(line))
                return;
            var fields = Split(line);
            if (!_headerSeen)
            {
                _headerSeen = true;
                if (!ReadHeader(number, line, fields, readable))
                    return;
            }
            if (!_columnsKnown)
                return;
            if (fields is null)
            {
                if (readable)
                    Add(number, line, RegionErrors.BrokenQuotes);
            }
            else if (!readable)
                Remember(number, fields[0]);
            else if (fields.Count != Columns)
            {
                Remember(number, fields[0]);
                Add(number, line, RegionErrors.ColumnCount(fields.Count));
            }
            else
                ReadRow(number, fields);
        }

        /// <summary>Returns whether the line holds a row, because the header is missing.</summary>
        private bool ReadHeader(int number, string line, List<string>? fields, bool readable)
        {
            if (fields is not null && fields.SequenceEqual(Header, StringComparer.OrdinalIgnoreCase))
                return false;
            if (fields is not null && IsDigits(fields[0]))
            {
                Add(number, line, RegionErrors.MissingHeader);
                return true;
            }
            // Under an unknown header every line would be wrong in some way that helps nobody.
            _columnsKnown = false;
            if (readable)
                Add(number, line, RegionErrors.WrongHeader);
            return false;
        }

        private void ReadRow(int line, List<string> fields)
        {
            var (code, name, level, parent) = (fields[0], fields[1], fields[2], fields[3]);
            var codeLevel = ReadCode(line, code);
            if (name.Length == 0)
                Add(line, code, RegionErrors.EmptyName);
            else if (name.Length > RegionErrors.MaxNameLength)
                Add(line, name, RegionErrors.NameTooLong(name.Length));
            if (name.Any(char.IsControl))
                Add(line, name, RegionErrors.NameControlCharacter);
            if (Array.FindIndex(Enum.GetNames<RegionLevel>(), n => n.Equals(level, StringComparison.OrdinalIgnoreCase)) is >= 0 and var stated)
            {
                if (codeLevel is { } expected && (RegionLevel)stated != expected)
                    Add(line, level, RegionErrors.LevelMismatch(code.Length, expected));
            }
            else
                Add(line, level, RegionErrors.UnknownLevel);
            if (codeLevel is null)
                return;
            var expectedParent = RegionLevels.ParentCode(code);
            if (parent != (expectedParent ?? ""))
            {
                Add(line, parent, expectedParent is null ? RegionErrors.ParentNotEmpty : RegionErrors.ParentNotPrefix(expectedParent));
                return;
            }
            // Kept even when faulty so far: its parent is still looked up once all lines are known.
            _rows.Add(new RegionRow(line, code, name, codeLevel.Value, expectedParent));
        }

        private RegionLevel? ReadCode(int line, string code)
        {
            if (!IsDigits(code))
            {
                Add(line, code, RegionErrors.CodeNotDigits);
                return null;
            }
            if (!Remember(line, code))
                Add(line, code, RegionErrors.DuplicateCode(code, _firstLine[code]));
            if (RegionLevels.OfCodeLength(code.Length) is { } level)
                return level;
            Add(line, code, RegionErrors.CodeLength(code.Length));
            return null;
        }

        private bool Remember(int line, string code) => _firstLine.TryAdd(code, line);

        private void Add(int line, string text, RegionProblem problem) =>
            _errors.Add(new RegionRowError(line, Shorten(text), problem.Code, problem.Sentence));
    }
}
