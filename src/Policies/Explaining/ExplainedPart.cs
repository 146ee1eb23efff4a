namespace SecurityDecisioning.Policies.Explaining;

/// <summary>A part of a condition with what became of it for one decision.</summary>
/// <param name="Kind">How it follows from its parts.</param>
/// <param name="Text">The part as CEL, cut where it is long.</param>
/// <param name="Holds">True or false; null where it ended in an error.</param>
/// <param name="Error">What went wrong; empty where nothing did.</param>
/// <param name="Parts">The parts below it, as written; fewer where the condition is too large to show whole.</param>
/// <param name="Inputs">What it reads, where it has no parts.</param>
public sealed record ExplainedPart(
    PartKind Kind, string Text, bool? Holds, string Error, IReadOnlyList<ExplainedPart> Parts, IReadOnlyList<ExplainedInput> Inputs)
{
    /// <summary>
    /// The parts that settle the outcome: for "all of" the first that failed, for "one of" the first that held, and every part
    /// where it took all of them. At most <paramref name="most"/>.
    /// </summary>
    public IReadOnlyList<ExplainedPart> Decisive(int most = 3)
    {
        var found = new List<ExplainedPart>();
        Collect(this, found, most);
        return found;
    }

    /// <summary>One line, for example <c>f.ip.requests_5m > 5.0 is false (f.ip.requests_5m = 3.0)</c>.</summary>
    public override string ToString()
    {
        var outcome = Holds switch { true => "is true", false => "is false", _ => $"ends in an error, {Error}" };
        var inputs = string.Join(", ", Inputs.Select(i => $"{i.Name} = {i.Value}"));
        return inputs.Length == 0 ? $"{Text} {outcome}" : $"{Text} {outcome} ({inputs})";
    }

    private static void Collect(ExplainedPart part, List<ExplainedPart> found, int most)
    {
        if (found.Count >= most)
        {
            return;
        }

        // "All of" fails by one part and holds by every one; "one of" the other way round; an error is one part's error.
        var isSettledByOne = part.Kind == PartKind.All ? part.Holds != true : part.Kind == PartKind.Any && part.Holds != false;
        IEnumerable<ExplainedPart> settling = isSettledByOne ? part.Parts.Where(p => p.Holds == part.Holds).Take(1) : part.Parts;
        var before = found.Count;
        foreach (var below in settling)
        {
            Collect(below, found, most);
        }

        if (found.Count == before)
        {
            found.Add(part);
        }
    }
}
