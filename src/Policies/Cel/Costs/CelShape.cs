namespace SecurityDecisioning.Policies.Cel.Costs;

/// <summary>The largest that a value can be, as far as is known before it is computed.</summary>
/// <param name="Size">Characters, bytes or elements; 1 of anything else.</param>
/// <param name="Element">The largest of its elements, of a map's values, of an optional's value.</param>
/// <param name="Key">The largest of a map's keys.</param>
internal sealed record CelShape(double Size, CelShape? Element = null, CelShape? Key = null)
{
    /// <summary>A number, a time, true or false.</summary>
    public static CelShape Scalar { get; } = new(1);

    /// <summary>The number itself, where it is written out.</summary>
    public double? Number { get; init; }

    /// <summary>What going through all of it takes, in steps.</summary>
    public double Weight { get; } = Element is null ? Size : 1 + (Size * (Element.Weight + (Key?.Weight ?? 0)));

    /// <summary>How deep lists and maps stand in each other.</summary>
    public int Nesting { get; } = 1 + Math.Max(Element?.Nesting ?? -1, Key?.Nesting ?? -1);

    public static CelShape Text(double size) => new(size);

    public static CelShape ListOf(double size, CelShape element) => new(size, element);

    /// <remarks>Keys are single values, so a shape has no more parts than its nesting has levels.</remarks>
    public static CelShape MapOf(double size, CelShape key, CelShape value) => new(size, value, Text(key.Size));

    public static CelShape OptionalOf(CelShape value) => new(1, value);

    /// <summary>What either can be.</summary>
    public static CelShape Join(CelShape a, CelShape b) => ReferenceEquals(a, b)
        ? a
        : new CelShape(Math.Max(a.Size, b.Size), JoinOptional(a.Element, b.Element), JoinOptional(a.Key, b.Key));

    private static CelShape? JoinOptional(CelShape? a, CelShape? b) => a is null ? b : b is null ? a : Join(a, b);
}
