namespace SecurityDecisioning.Learning.Datasets;

/// <summary>What is known of a row beside its values.</summary>
/// <param name="IsPositive">Whether the event really was the row's threat.</param>
/// <param name="Weight">How many rows like it this one stands for.</param>
/// <param name="Threat">The threat that the row's candidate names.</param>
/// <param name="Actor">Whose doing the event is; all rows of one actor belong on one side of a split.</param>
/// <param name="TimeMs">Event time.</param>
public readonly record struct RowLabel(
    bool IsPositive, float Weight = 1, Threat Threat = Threat.None, ulong Actor = 0, long TimeMs = 0);
