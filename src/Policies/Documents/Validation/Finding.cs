namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>What a validator attaches to a failure: the place and the cure.</summary>
internal sealed record Finding(int Offset, string Mend);
