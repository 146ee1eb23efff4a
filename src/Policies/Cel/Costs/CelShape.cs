namespace SecurityDecisioning.Policies.Cel.Costs;

/// <summary>The largest that a value can be, as far as is known before it is computed.</summary>
internal sealed class CelShape
{
    /// <summary>Steps of one character or byte that is compared or copied.</summary>
    private const double PerCharacter = 0.1;

    /// <summary>Steps of one entry of a map: its key is hashed and looked for.</summary>
    private const double PerEntry = 20;

    private CelShape(double size, CelShape? element = null, CelShape? key = null, double? number = null)
    {
        Size = size;
        Element = element;
        Key = key;
        Number = number;
        Weight = 1 + (size * (element is null ? PerCharacter : element.Weight + (key is null ? 1 : PerEntry + key.Weight)));
        Nesting = 1 + Math.Max(element?.Nesting ?? -1, key?.Nesting ?? -1);
    }

    /// <summary>A number, a time, true or false.</summary>
    public static CelShape Scalar { get; } = new(1);

    /// <summary>Characters, bytes or elements; 1 of anything else.</summary>
    public double Size { get; }

    /// <summary>The largest of its elements, of a map's values, of an optional's value.</summary>
    public CelShape? Element { get; }

    /// <summary>The largest of a map's keys.</summary>
    public CelShape? Key { get; }

    /// <summary>The number itself, where it is written out.</summary>
    public double? Number { get; }

    /// <summary>Steps to go through all of it.</summary>
    public double Weight { get; }

    /// <summary>How deep lists and maps stand in each other.</summary>
    public int Nesting { get; }

    public static CelShape Text(double size) => new(size);

    public static CelShape OfNumber(double number) => new(1, number: number);

    public static CelShape ListOf(double size, CelShape element) => new(size, element);

    /// <remarks>Keys are single values, so a shape has no more parts than its nesting has levels.</remarks>
    public static CelShape MapOf(double size, CelShape key, CelShape value) => new(size, value, Text(key.Size));

    public static CelShape OptionalOf(CelShape value) => new(1, value);

    /// <summary>What either can be.</summary>
    public static CelShape Join(CelShape a, CelShape b) => Join(a, b, Math.Max(a.Size, b.Size));

    /// <summary>What both are together: text behind text, list behind list.</summary>
    public static CelShape Sum(CelShape a, CelShape b) => Join(a, b, a.Size + b.Size);

    private static CelShape Join(CelShape a, CelShape b, double size) =>
        new(size, JoinOptional(a.Element, b.Element), JoinOptional(a.Key, b.Key));

    private static CelShape? JoinOptional(CelShape? a, CelShape? b) =>
        a is null || ReferenceEquals(a, b) ? b : b is null ? a : Join(a, b);
}
