using SecurityDecisioning.Policies.Loading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SecurityDecisioning.Policies.Documents.Yaml;

/// <summary>
/// Text to nodes, by YamlDotNet's events. Anchors, aliases, tags and further documents are refused, depth and size bounded:
/// a policy is a plain tree, and what cannot refer cannot explode.
/// </summary>
internal sealed class YamlTreeReader
{
    private readonly SourceText _source;
    private readonly ProblemList _problems;
    private readonly Parser _parser;
    private int _nodes;
    private int _last;

    private YamlTreeReader(SourceText source, ProblemList problems)
    {
        _source = source;
        _problems = problems;
        _parser = new Parser(new StringReader(source.Text));
    }

    /// <summary>The document's root, or null after a problem.</summary>
    public static YamlNode? Read(SourceText source, ProblemList problems)
    {
        var reader = new YamlTreeReader(source, problems);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            reader.ReportSyntax(reader.OffsetOf(e.Start), e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet 16.3 throws these on some malformed texts instead of a YamlException.
            reader.ReportSyntax(reader._last, "what follows cannot be read");
        }

        return null;
    }

    private void ReportSyntax(int offset, string why)
    {
        var (place, reason) = TabInIndentation() is { } tab ? (tab, "a tab is used as indentation") : (offset, why);
        Report(place, "yaml", $"this is not YAML: {reason.ReplaceLineEndings(" ").TrimEnd('.')}",
            "indent with spaces only; check colons and quotes at this line and the one before");
    }

    private int? TabInIndentation()
    {
        var isIndentation = true;
        for (var i = 0; i < _source.Text.Length; i++)
        {
            var c = _source.Text[i];
            if (c == '\t' && isIndentation)
            {
                return i;
            }

            isIndentation = c is '\n' or '\r' || (isIndentation && c == ' ');
        }

        return null;
    }

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            Report(0, "empty", "the file is empty", "write a policy in it or remove it");
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode(1);
        if (root is null)
        {
            return null;
        }

        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            Report(OffsetOf(second.Start), "second-document", "the file holds a second document", "one file holds one policy: split it");
            return null;
        }

        return root;
    }

    private YamlNode? ReadNode(int depth)
    {
        LoadPace.Step();
        var current = _parser.Consume<ParsingEvent>();
        var offset = OffsetOf(current.Start);
        _last = OffsetOf(current.End);
        if (!IsAllowed(current, offset, depth))
        {
            return null;
        }

        switch (current)
        {
            case Scalar scalar:
                return new YamlScalar(offset, OffsetOf(scalar.End), scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                return ReadSequence(offset, depth);
            default:
                return ReadMapping(offset, depth);
        }
    }

    private bool IsAllowed(ParsingEvent current, int offset, int depth)
    {
        if (current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
        {
            return Report(offset, "anchor", "anchors and aliases (& and *) are not read in policies", "write the value out");
        }

        if (current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
        {
            return Report(offset, "tag", "tags (!) are not read in policies", "remove it");
        }

        if (depth > DocumentLimits.Depth)
        {
            return Report(offset, "too-deep", $"the document nests deeper than {DocumentLimits.Depth} levels", "flatten it");
        }

        return ++_nodes <= DocumentLimits.Nodes
            || Report(offset, "too-large", $"the document has more than {DocumentLimits.Nodes} parts",
                "split it into several policies");
    }

    private YamlSequence? ReadSequence(int offset, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.Accept<SequenceEnd>(out _))
        {
            if (ReadNode(depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return new YamlSequence(offset, OffsetOf(_parser.Consume<SequenceEnd>().End), items);
    }

    private YamlMapping? ReadMapping(int offset, int depth)
    {
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.Accept<MappingEnd>(out _))
        {
            if (ReadNode(depth + 1) is not { } key || ReadNode(depth + 1) is not { } value)
            {
                return null;
            }

            if (key is not YamlScalar name)
            {
                Report(key.Offset, "key", $"a key is {key.Kind}", "a key is a plain word");
                return null;
            }

            if (!keys.Add(name.Value))
            {
                Report(name.Offset, "duplicate-key", $"the key `{name.Value}` is here twice", "remove one of them");
                continue;
            }

            entries.Add(new YamlEntry(name, value));
        }

        return new YamlMapping(offset, OffsetOf(_parser.Consume<MappingEnd>().End), entries);
    }

    private int OffsetOf(in Mark mark) => (int)Math.Clamp(mark.Index, 0, _source.Text.Length);

    private bool Report(int offset, string code, string message, string mend)
    {
        var at = _source.PositionOf(offset);
        _problems.Add(new PolicyProblem(_source.File, at.Line, at.Column, code, message, mend));
        return false;
    }
}
