namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>
/// Makes one run of several, some pages at a time. Where it is stands in the runs themselves, so a step can be stored together
/// with the pages it wrote and the next one can start from there, in another process if need be.
/// </summary>
internal sealed class RunMerge
{
    private readonly EntityPageReader _read;
    private readonly EntityRun[] _inputs;
    private readonly ulong[][] _pages;
    private readonly int[] _at;
    private readonly int[] _counts;
    private readonly EntryHeap _heads;

    /// <param name="target">The run being written.</param>
    /// <param name="inputs">What it is made from.</param>
    /// <param name="read">Reads pages of the inputs.</param>
    public RunMerge(EntityRun target, IReadOnlyList<EntityRun> inputs, EntityPageReader read)
    {
        Target = target;
        _read = read;
        _inputs = [.. inputs];
        _pages = [.. inputs.Select(_ => new ulong[EntityPage.MostEntries])];
        _at = new int[inputs.Count];
        _counts = new int[inputs.Count];
        _heads = new EntryHeap(inputs.Count);
    }

    /// <summary>The run being written, as far as it is.</summary>
    public EntityRun Target { get; private set; }

    /// <summary>The inputs, as far as they are read.</summary>
    public IReadOnlyList<EntityRun> Inputs => _inputs;

    /// <summary>Writes up to <paramref name="pages"/> pages; true once nothing is left to merge.</summary>
    public bool Step(int pages, EntityPageWriter write)
    {
        Rewind();
        var page = new ulong[EntityPage.MostEntries];
        var filled = 0;
        while (pages > 0 && _heads.Count > 0)
        {
            var (entry, input) = _heads.Least;
            if (filled == 0 || page[filled - 1] != entry)
            {
                page[filled++] = entry;
            }

            Advance(input);
            if (filled == page.Length)
            {
                Write(page, write);
                filled = 0;
                pages--;
            }
        }

        var done = _heads.Count == 0;
        if (done)
        {
            Write(page.AsSpan(0, filled), write);
        }

        return done;
    }

    /// <summary>The inputs and the target as they are to be stored after a step; with the last one, the target takes over.</summary>
    /// <param name="done">Whether it was the last step.</param>
    public IReadOnlyList<EntityRun> Stored(bool done) => done
        ?
        [
            .. _inputs.Select(r => r with { State = EntityRunState.Dropped, Target = 0 }),
            Target with { State = EntityRunState.Live, Cursor = 0 },
        ]
        : [.. _inputs.Select(r => r with { Target = Target.Number }), Target];

    private void Write(ReadOnlySpan<ulong> page, EntityPageWriter write)
    {
        if (!page.IsEmpty)
        {
            var key = EntityPage.KeyOf(Target.Number, page[0], Target.Cursor);
            write(key, EntityPage.Bytes(page));
            Target = Target with { Cursor = key, Entries = Target.Entries + page.Length, LastEntry = (long)page[^1] };
        }
    }

    /// <summary>Every input at its first entry after the last one written.</summary>
    private void Rewind()
    {
        _heads.Clear();
        for (var i = 0; i < _inputs.Length; i++)
        {
            var shift = (ulong)(_inputs[i].FirstRow - Target.FirstRow);
            (_at[i], _counts[i]) = (0, 0);
            while (Load(i))
            {
                _at[i] = Target.Entries == 0 ? 0 : After(_pages[i].AsSpan(0, _counts[i]), shift, (ulong)Target.LastEntry);
                if (_at[i] < _counts[i])
                {
                    _heads.Add(_pages[i][_at[i]] + shift, i);
                    break;
                }
            }
        }
    }

    private static int After(ReadOnlySpan<ulong> page, ulong shift, ulong last)
    {
        var (low, high) = (0, page.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = page[middle] + shift <= last ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Advance(int input)
    {
        if (++_at[input] < _counts[input] || Load(input))
        {
            var shift = (ulong)(_inputs[input].FirstRow - Target.FirstRow);
            _heads.ReplaceLeast(_pages[input][_at[input]] + shift);
        }
        else
        {
            _heads.RemoveLeast();
        }
    }

    /// <summary>The page at the cursor if none is loaded yet, else the one after it.</summary>
    private bool Load(int input)
    {
        var run = _inputs[input];
        var (least, most) = EntityPage.KeysOf(run.Number);
        var from = run.Cursor == 0 ? least : _counts[input] == 0 ? run.Cursor : run.Cursor + 1;
        _counts[input] = _read(from, most, _pages[input], out var key);
        _at[input] = 0;
        if (_counts[input] == 0)
        {
            return false;
        }

        _inputs[input] = run with { Cursor = key };
        return true;
    }
}
