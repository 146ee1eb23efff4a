using System.Text;

namespace SecurityDecisioning.Policies.Documents;

/// <summary>A document's text, with places found by offset.</summary>
internal sealed class SourceText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly List<int> _lineStarts = [0];

    public SourceText(string file, string text)
    {
        File = file;
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    public string File { get; }

    public string Text { get; }

    public Position PositionOf(int offset)
    {
        var line = _lineStarts.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        return new Position(line + 1, offset - _lineStarts[line] + 1);
    }

    /// <summary>UTF-8, with or without a byte order mark; anything else is a problem.</summary>
    public static SourceText? Decode(string file, ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            bytes = bytes[3..];
        }
        else if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]) || bytes.StartsWith<byte>([0, 0]))
        {
            problems.Add(new PolicyProblem(file, 1, 1, "encoding", "the file is UTF-16 or UTF-32", "save it as UTF-8"));
            return null;
        }

        try
        {
            var source = new SourceText(file, StrictUtf8.GetString(bytes));
            return source.HasControl(problems) ? null : source;
        }
        catch (DecoderFallbackException e)
        {
            var line = bytes[..Math.Min(e.Index, bytes.Length)].Count((byte)'\n') + 1;
            problems.Add(new PolicyProblem(file, line, 1, "encoding", $"the file is not UTF-8: byte {e.Index} is none of a character",
                "save it as UTF-8"));
            return null;
        }
    }

    private bool HasControl(ProblemList problems)
    {
        for (var i = 0; i < Text.Length; i++)
        {
            if (char.IsControl(Text[i]) && Text[i] is not ('\n' or '\r' or '\t' or '\u0085'))
            {
                var at = PositionOf(i);
                problems.Add(new PolicyProblem(File, at.Line, at.Column, "encoding",
                    $"the file holds the control character U+{(int)Text[i]:X4}", "remove it; a policy is plain text"));
                return true;
            }
        }

        return false;
    }
}
