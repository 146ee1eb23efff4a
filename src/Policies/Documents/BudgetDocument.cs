namespace SecurityDecisioning.Policies.Documents;

/// <summary>A false-positive budget as written.</summary>
internal sealed class BudgetDocument(int offset)
{
    public int Offset { get; } = offset;

    public Field? Overturned { get; set; }

    public Field? Window { get; set; }

    public Field? AtLeast { get; set; }
}
