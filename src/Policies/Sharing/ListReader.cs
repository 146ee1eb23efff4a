using System.Globalization;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>A list as written to one that can be asked.</summary>
internal sealed class ListReader
{
    private readonly ListDocument _document;
    private readonly ListKind _kind;
    private readonly Reporter _report;
    private bool _isGood = true;

    private ListReader(ListDocument document, ListKind kind, Reporter report)
    {
        _document = document;
        _kind = kind;
        _report = report;
    }

    public static NamedList? Read(ListDocument document, Reporter report)
    {
        if (document.Kind is not { IsReadable: true } written || !ListKinds.TryParse(written.Value, out var kind))
        {
            report.At(document.Kind?.Offset ?? document.Name.Offset, document.Kind is null ? "missing-key" : "unknown-kind",
                document.Kind is null ? "the list has no `kind`" : $"there is no kind of list `{document.Kind.Value}`",
                $"write one of {string.Join(", ", ListKinds.All)}");
            return null;
        }

        if (document.Entries.Count > DocumentLimits.ListEntries)
        {
            report.At(document.Name.Offset, "too-many",
                $"the list has {document.Entries.Count} entries, more than {DocumentLimits.ListEntries}", "split it into several");
            return null;
        }

        return new ListReader(document, kind, report).Read();
    }

    private NamedList? Read()
    {
        var name = _document.Name.Value;
        var holdsDeeds = HoldsDeeds();
        NamedList list = _kind switch
        {
            ListKind.Ip or ListKind.Network => new AddressList(name, _kind, Entries<AddressBlock>(AddressBlock.TryParse))
            {
                HoldsDeeds = holdsDeeds,
            },
            ListKind.Text => new TextList(name, Entries<string>(TryText)),
            _ => new EntityList(name, _kind, Entries<EntityKey>(TryEntity)) { HoldsDeeds = holdsDeeds },
        };
        return _isGood ? list : null;
    }

    private bool HoldsDeeds()
    {
        if (_document.Grounds is not { } grounds)
        {
            return false;
        }

        var isDeed = grounds.Value == "deed";
        if (!isDeed && grounds.Value != "place")
        {
            _isGood = false;
            _report.At(grounds.Offset, "bad-grounds", $"`{grounds.Value}` is no ground for being on a list",
                "write place (where somebody is) or deed (what came from there)");
        }
        else if (isDeed && !ListKinds.CanHoldDeeds(_kind))
        {
            _isGood = false;
            _report.At(grounds.Offset, "bad-grounds", _kind == ListKind.Country
                    ? "a country is a place: nobody did something by being in it"
                    : $"a list of the kind {ListKinds.NameOf(_kind).Replace('_', ' ')} needs no `grounds`",
                "leave `grounds` away; it is for addresses, networks and autonomous systems");
        }

        return isDeed;
    }

    private delegate bool Parse<T>(string text, out T value);

    private List<(T, Validity)> Entries<T>(Parse<T> parse)
    {
        var entries = new List<(T, Validity)>(_document.Entries.Count);
        foreach (var entry in _document.Entries)
        {
            if (!entry.Value!.IsReadable || !parse(entry.Value.Value, out var value))
            {
                _isGood = false;
                _report.At(entry.Value.Offset, "bad-entry",
                    $"`{entry.Value.Value}` is no {ListKinds.NameOf(_kind).Replace('_', ' ')}", Mend());
                continue;
            }

            entries.Add((value, ValidityOf(entry)));
        }

        return entries;
    }

    private Validity ValidityOf(ListEntryDocument entry)
    {
        var from = MomentOf(entry.From, Validity.Always.FromMs);
        var until = MomentOf(entry.Until, Validity.Always.UntilMs);
        if (from >= until)
        {
            _isGood = false;
            _report.At(entry.Until!.Offset, "bad-entry", "the entry ends before it begins", "exchange `from` and `until`");
        }

        return new Validity(from, until);
    }

    private long MomentOf(Field? field, long otherwise)
    {
        if (field is null)
        {
            return otherwise;
        }

        if (Moments.TryParse(field.Value, out var ms))
        {
            return ms;
        }

        _isGood = false;
        _report.At(field.Offset, "bad-moment", $"`{field.Value}` is no moment", Moments.Mend);
        return otherwise;
    }

    private bool TryEntity(string text, out EntityKey entity)
    {
        entity = default;
        switch (_kind)
        {
            case ListKind.Asn:
                var digits = text.StartsWith("AS", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
                var isNumber = uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                entity = EntityKey.OfAsn(number);
                return isNumber && !entity.IsNone;
            case ListKind.Country:
                entity = text.All(char.IsAsciiLetter) ? EntityKey.OfCountry(text.ToUpperInvariant()) : default;
                return !entity.IsNone;
            default:
                var isPseudonym = Pseudonym.TryParse(text, out var id);
                entity = EntityKey.Of(ListKinds.EntityOf(_kind), id);
                return isPseudonym && !entity.IsNone;
        }
    }

    private static bool TryText(string text, out string value)
    {
        value = text;
        return text.Length <= EventLimits.Path;
    }

    private string Mend() => _kind switch
    {
        ListKind.Ip or ListKind.Network => "write an address or a block without bits behind its prefix, for example 203.0.113.0/24",
        ListKind.Asn => "write a number, for example 64500 or AS64500",
        ListKind.Country => "write two letters (ISO 3166-1), for example DE",
        ListKind.Text => $"write at most {EventLimits.Path} characters",
        _ => "write the 32 hexadecimal digits that the console shows",
    };
}
