namespace SecurityDecisioning.Policies.Documents;

/// <summary>A test of a policy as written: a request, features and probabilities, and what is expected.</summary>
internal sealed class TestDocument(int offset)
{
    public int Offset { get; } = offset;

    public Field? Name { get; set; }

    public Dictionary<string, Field> Request { get; } = new(StringComparer.Ordinal);

    public List<(Field Name, Field Value)> Features { get; } = [];

    public List<(Field Name, Field Value)> Threats { get; } = [];

    /// <summary>When the request comes; a fixed time where it is not said.</summary>
    public Field? At { get; set; }

    /// <summary>Lists that one of the request's entities is in, whatever their entries say.</summary>
    public List<Field> Lists { get; set; } = [];

    /// <summary>What stands on the request's entities.</summary>
    public List<RestrictionDocument> Restrictions { get; } = [];

    /// <summary>The arm of each experiment.</summary>
    public List<(Field Name, Field Value)> Arms { get; } = [];

    public Field? Action { get; set; }

    /// <summary>The rule that wins; <c>none</c> where nothing fires; null where it does not matter.</summary>
    public Field? Rule { get; set; }

    /// <summary>The reason code of the rule that wins; null where it does not matter.</summary>
    public Field? Reason { get; set; }

    /// <summary>What would be done were all policies live; null where it does not matter.</summary>
    public Field? ShadowAction { get; set; }

    /// <summary>What must be done besides; null where it does not matter.</summary>
    public List<ObligationDocument>? Obligations { get; set; }
}
