namespace SecurityDecisioning.Features.Enrichment.Networks;

/// <summary>A line that a <see cref="NetworkList"/> left out.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public readonly record struct NetworkListError(int Line, string Reason)
{
    public override string ToString() => $"line {Line}: {Reason}";
}
