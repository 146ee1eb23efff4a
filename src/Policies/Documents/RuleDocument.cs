namespace SecurityDecisioning.Policies.Documents;

/// <summary>A rule as written.</summary>
internal sealed class RuleDocument(int offset)
{
    public int Offset { get; } = offset;

    public Field? Name { get; set; }

    public Field? When { get; set; }

    public Field? Action { get; set; }

    public Field? Scope { get; set; }

    public Field? Duration { get; set; }

    public Field? ReasonCode { get; set; }

    /// <summary>The reason for whoever asks for no language.</summary>
    public Field? Reason { get; set; }

    /// <summary>The reason by language, where it is written so.</summary>
    public List<(Field Name, Field Value)> Reasons { get; } = [];

    public List<Field> Escalate { get; set; } = [];

    public Field? Challenge { get; set; }

    public Field? Override { get; set; }

    public Field? Bypass { get; set; }

    public List<ObligationDocument> Obligations { get; } = [];

    public Field? ApprovedBy { get; set; }

    /// <summary>The action where it is one.</summary>
    public ActionKind? Proposes => ActionKinds.TryParse(Action?.Value, out var action) ? action : null;

    /// <summary>Whether somebody is worse off for it.</summary>
    public bool IsPunitive => Proposes is > ActionKind.Allow;

    /// <summary>The scope where it is one.</summary>
    public EntityKind FallsOn => EntityKinds.TryParse(Scope?.Value, out var kind) ? kind : EntityKind.None;
}
