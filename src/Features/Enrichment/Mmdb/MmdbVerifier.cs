using System.Collections;
using System.Text.Unicode;

namespace SecurityDecisioning.Features.Enrichment.Mmdb;

/// <summary>
/// Checks values in full, each place that a record or a pointer leads to once. In a sound file that is one pass over the data
/// section; a file whose values overlap to make more work of it is refused.
/// </summary>
internal sealed class MmdbVerifier(int length)
{
    private const int Slack = 65_536;
    private readonly BitArray _begun = new(length);
    private readonly BitArray _done = new(length);
    private int _budget = length > (int.MaxValue - Slack) / 2 ? int.MaxValue : (2 * length) + Slack;

    public void Check(MmdbSection section, int offset) => Target(section, offset, 0);

    private void Target(MmdbSection section, int offset, int depth)
    {
        if (_done[offset])
        {
            return;
        }

        if (_begun[offset])
        {
            section.Throw(offset, "pointers lead in a circle");
        }

        _begun[offset] = true;
        Value(section, offset, depth);
        _done[offset] = true;
    }

    /// <summary>The offset past the value at <paramref name="offset"/>.</summary>
    private int Value(MmdbSection section, int offset, int depth)
    {
        section.Spend(offset, ref _budget);
        if (depth > MmdbDecoder.MaxDepth)
        {
            section.Throw(offset, $"values are nested deeper than {MmdbDecoder.MaxDepth}");
        }

        var field = section.Read(offset);
        switch (field.Kind)
        {
            case MmdbKind.Pointer:
                return Pointer(section, field, offset, depth);
            case MmdbKind.Map:
                return Map(section, field, depth);
            case MmdbKind.Array:
                var next = field.Payload;
                for (var i = 0; i < field.Size; i++)
                {
                    next = Value(section, next, depth + 1);
                }

                return next;
            case MmdbKind.Text when !Utf8.IsValid(section.Text(field)):
                section.Throw(offset, "text is not UTF-8");
                return field.End;
            default:
                return field.End;
        }
    }

    /// <summary>Most pointers lead to what was checked before: country names, keys.</summary>
    private int Pointer(MmdbSection section, MmdbField pointer, int offset, int depth)
    {
        if (!_done[pointer.Size])
        {
            section.Follow(offset);
            Target(section, pointer.Size, depth + 1);
        }

        return pointer.End;
    }

    private int Map(MmdbSection section, MmdbField map, int depth)
    {
        var offset = map.Payload;
        for (var i = 0; i < map.Size; i++)
        {
            section.Spend(offset, ref _budget);
            var own = section.Read(offset);
            var key = own.Kind == MmdbKind.Pointer ? section.Read(own.Size) : own;
            if (key.Kind != MmdbKind.Text || (own.Kind != MmdbKind.Pointer && !Utf8.IsValid(section.Text(key))))
            {
                section.Throw(offset, "a map's key is not text");
            }

            var value = own.Kind == MmdbKind.Pointer ? Pointer(section, own, offset, depth) : own.End;
            offset = Value(section, value, depth + 1);
        }

        return offset;
    }
}
